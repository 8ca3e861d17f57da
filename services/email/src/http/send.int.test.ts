import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { testRedisUrl } from "@railbooker/runtime/testing/redis";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { decodeQr } from "../testing/decode-qr.js";
import {
  confirmationTo,
  shortConfirmation,
  startTestService,
  type TestService,
  token,
} from "../testing/email-service.js";
import { startMailServer, type TestMailServer } from "../testing/mail-server.js";

let smtp: TestMailServer;
let email: TestService;

beforeAll(async () => {
  smtp = await startMailServer({
    refuse: { gone: 550, full: 452 },
    dropAfterData: "drop",
    dropBeforeData: "hangup",
    delayMs: 20,
  });
  email = await startTestService({ REDIS_URL: await testRedisUrl(), SMTP_URL: smtp.url });
});

afterAll(async () => {
  await email.service.close();
  await smtp.close();
});

const freshAddress = () => `ada-${randomUUID()}@example.org`;
const withKey = (key: string = randomUUID()) => ({ "idempotency-key": key });
const mailsTo = (address: string) =>
  smtp.mails.filter((_, index) => smtp.recipients[index]?.includes(address));
const verifyMail = (to: unknown) => ({ to, template: "verifyEmail", data: { token: "t" } });

test("a confirmation arrives with its parts in order, and its QR code decodes to the ticket's code", async () => {
  const to = freshAddress();
  const answer = await email.post(
    "/send",
    confirmationTo({ email: to, name: "Ada, Example" }),
    withKey("order/1"),
  );
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    id: expect.any(String),
    status: "sent",
    messageId: expect.stringMatching(/^<[0-9a-f]{32}@rail\.example>$/),
  });
  expect(answer.headers.get("x-request-id")).toBeTruthy();
  expect(answer.headers.get("idempotency-replayed")).toBeNull();

  const [mail, ...others] = mailsTo(to);
  expect(others).toEqual([]);
  expect(mail?.messageId).toBe(answer.body.messageId);
  expect(mail?.subject).toBe("Your tickets: München Hbf – Berlin Hbf (K7M2QX)");
  expect(mail?.to).toEqual([{ address: to, name: "Ada, Example" }]);
  expect(mail?.headers.find(({ key }) => key === "auto-submitted")?.value).toBe("auto-generated");
  expect(mail?.text).toContain("Booking reference: K7M2QX");
  const [image] = mail?.attachments ?? [];
  expect(image).toMatchObject({ mimeType: "image/png", disposition: "inline", related: true });
  const cid = image?.contentId?.slice(1, -1) ?? "";
  expect(mail?.html).toContain(`src="cid:${cid}"`);
  expect(decodeQr(Buffer.from(image?.content as ArrayBuffer))).toBe(shortConfirmation.qrCode);
});

test("a repeat gives the stored answer and sends nothing", async () => {
  const to = freshAddress();
  const key = withKey();
  const first = await email.post("/send", confirmationTo(to), key);
  const again = await email.post("/send", confirmationTo(to), key);
  expect([again.status, again.body]).toEqual([200, first.body]);
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  expect(mailsTo(to)).toHaveLength(1);
});

test("the same request many times at once is one mail", async () => {
  const to = freshAddress();
  const key = withKey();
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => email.post("/send", confirmationTo(to), key)),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
  const refused = answers.find(({ status }) => status === 409);
  expect(refused?.body).toMatchObject({
    code: "in-progress",
    retryable: true,
    outcome: "not_sent",
    requestId: expect.any(String),
  });
  expect(refused?.headers.get("retry-after")).toBe("1");
  expect(mailsTo(to)).toHaveLength(1);
});

test("a key that was used for another mail is refused, whatever the order of fields", async () => {
  const to = freshAddress();
  const key = withKey();
  await email.post("/send", { to, template: "verifyEmail", data: { token: "t", name: "Ada" } }, key);
  const same = await email.post(
    "/send",
    { data: { name: "Ada", token: "t" }, template: "verifyEmail", to },
    key,
  );
  expect(same.status).toBe(200);
  const other = await email.post(
    "/send",
    { to, template: "verifyEmail", data: { token: "t2", name: "Ada" } },
    key,
  );
  expect(other.status).toBe(422);
  expect(other.body).toMatchObject({ code: "idempotency-key-reused", retryable: false, outcome: "not_sent" });
  expect(mailsTo(to)).toHaveLength(1);
});

test.each([
  ["no key", {}],
  ["a key too long", withKey("k".repeat(257))],
  ["a key with a space", withKey("a b")],
])("%s is a 400", async (_name, headers) => {
  const answer = await email.post("/send", verifyMail(freshAddress()), headers as Record<string, string>);
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({
    code: "idempotency-key-required",
    retryable: false,
    outcome: "not_sent",
  });
});

test.each([
  ["malformed JSON", '{"to":', 400, "malformed-json"],
  ["an unknown field", { ...verifyMail("a@example.org"), cc: "b@example.org" }, 400, "invalid-request"],
  [
    "data that is no object",
    { to: "a@example.org", template: "verifyEmail", data: "x" },
    400,
    "invalid-request",
  ],
  ["two recipients", verifyMail("a@example.org, b@example.org"), 400, "invalid-recipient"],
  [
    "a line break in the address",
    verifyMail("a@example.org\r\nBcc: b@example.org"),
    400,
    "invalid-recipient",
  ],
  ["an unknown template", { to: "a@example.org", template: "__proto__", data: {} }, 422, "unknown-template"],
  [
    "data of the wrong shape",
    { to: "a@example.org", template: "verifyEmail", data: {} },
    422,
    "invalid-data",
  ],
  ["2 MB", { ...verifyMail("a@example.org"), data: { token: "x".repeat(2_000_000) } }, 413, "too-large"],
])("%s is refused with a problem document", async (_name, body, status, code) => {
  const answer = await email.post("/send", body, withKey());
  expect([answer.status, answer.body.code]).toEqual([status, code]);
  expect(answer.headers.get("content-type")).toContain("application/problem+json");
  expect(answer.body).toMatchObject({
    status,
    retryable: false,
    outcome: "not_sent",
    requestId: expect.any(String),
  });
});

test("only callers with a token come in; the previous one serves while it is changed", async () => {
  const previous = await email.post("/send", verifyMail(freshAddress()), {
    ...withKey(),
    authorization: `Bearer ${token}-previous`,
  });
  expect(previous.status).toBe(200);
  for (const authorization of ["", "Bearer wrong", `Basic ${token}`]) {
    for (const path of ["/send", "/send-batch", "/elsewhere"]) {
      const answer = await email.post(path, {}, { authorization });
      expect([answer.status, answer.body.outcome]).toEqual([401, "not_sent"]);
    }
    expect((await email.get("/verify", { authorization })).status).toBe(401);
    expect((await email.get("/health", { authorization })).body).toMatchObject({ status: "ok" });
  }
  expect((await email.get("/elsewhere")).status).toBe(404);
});

test("a recipient refused for good is a 422, one put off a 503; neither uses the key up", async () => {
  const key = withKey();
  const refused = await email.post("/send", verifyMail("gone@example.org"), key);
  expect(refused.status).toBe(422);
  expect(refused.body).toMatchObject({
    code: "smtp-rejected",
    retryable: false,
    outcome: "not_sent",
    smtpCode: 550,
  });
  const corrected = freshAddress();
  expect((await email.post("/send", verifyMail(corrected), key)).status).toBe(200);
  expect(mailsTo(corrected)).toHaveLength(1);

  const deferred = await email.post("/send", verifyMail("full@example.org"), withKey());
  expect(deferred.status).toBe(503);
  expect(deferred.body).toMatchObject({
    code: "smtp-deferred",
    retryable: true,
    outcome: "not_sent",
    smtpCode: 452,
  });
  expect(deferred.headers.get("retry-after")).toBe("10");
});

test("a connection lost before the content is a 503: the mail certainly did not go out", async () => {
  const answer = await email.post("/send", verifyMail("hangup@example.org"), withKey());
  expect(answer.status).toBe(503);
  expect(answer.body).toMatchObject({ code: "smtp-unreachable", retryable: true, outcome: "not_sent" });
});

test("a connection lost after the content is a 504 for good, and nothing is sent again", async () => {
  const to = `drop-${randomUUID()}@example.org`;
  const key = withKey();
  const lost = await email.post("/send", verifyMail(to), key);
  expect(lost.status).toBe(504);
  expect(lost.body).toMatchObject({ code: "outcome-unknown", retryable: false, outcome: "unknown" });
  const again = await email.post("/send", verifyMail(to), key);
  expect([again.status, again.body.outcome]).toEqual([504, "unknown"]);
  expect(mailsTo(to)).toHaveLength(1);
});

test("a batch answers for each mail, in order", async () => {
  const [first, last] = [freshAddress(), freshAddress()];
  const messages = [
    { ...verifyMail(first), idempotencyKey: randomUUID() },
    verifyMail("gone@example.org"),
    { ...verifyMail("a@example.org"), subject: "mine" },
    "nonsense",
    verifyMail(last),
  ];
  const batch = await email.post("/send-batch", { messages }, withKey());
  expect(batch.status).toBe(207);
  expect(batch.body.summary).toEqual({ total: 5, sent: 2, failed: 3 });
  expect(batch.body.results).toMatchObject([
    { index: 0, status: "sent", id: expect.any(String) },
    {
      index: 1,
      status: "failed",
      error: { status: 422, code: "smtp-rejected", retryable: false, outcome: "not_sent" },
    },
    { index: 2, status: "failed", error: { status: 400, code: "invalid-request" } },
    { index: 3, status: "failed", error: { status: 400, code: "invalid-request" } },
    { index: 4, status: "sent", id: expect.any(String) },
  ]);
  expect([mailsTo(first).length, mailsTo(last).length]).toEqual([1, 1]);
});

test("a batch repeated under its key sends nothing twice; 100 mails pass, 101 do not", async () => {
  const addresses = Array.from({ length: 100 }, freshAddress);
  const body = { messages: addresses.map((to) => verifyMail(to)) };
  const key = withKey();
  const first = await email.post("/send-batch", body, key);
  const again = await email.post("/send-batch", body, key);
  expect([first.status, again.status]).toEqual([200, 200]);
  expect(again.body.results.every((result: { replayed?: true }) => result.replayed === true)).toBe(true);
  expect(addresses.every((address) => mailsTo(address).length === 1)).toBe(true);
  for (const messages of [[], [...body.messages, verifyMail("a@example.org")]]) {
    expect((await email.post("/send-batch", { messages }, withKey())).status).toBe(400);
  }
});

test("verify connects once for many callers and says where to", async () => {
  const before = smtp.connections();
  const answers = await Promise.all(Array.from({ length: 8 }, () => email.get("/verify")));
  expect(answers[0]?.status).toBe(200);
  expect(answers[0]?.body).toEqual({
    ok: true,
    host: "127.0.0.1",
    port: smtp.port,
    tls: false,
    latencyMs: expect.any(Number),
    checkedAt: expect.any(String),
  });
  expect(new Set(answers.map(({ body }) => body.checkedAt)).size).toBe(1);
  expect(smtp.connections()).toBe(before + 1);
});

test("counts mails by template and outcome on the ops port", async () => {
  const metrics = await (await fetch(`http://127.0.0.1:${email.service.opsPort()}/metrics`)).text();
  expect(metrics).toMatch(
    /railbooker_emails_total\{template="verifyEmail",outcome="sent",service="email"\} \d+/,
  );
  expect(metrics).toMatch(
    /railbooker_emails_total\{template="verifyEmail",outcome="unknown",service="email"\} 1/,
  );
  expect(metrics).not.toContain("example.org");
});

test("a stop lets the mail under way finish, and closes the ports", async () => {
  const slow = await startMailServer({ delayMs: 400 });
  const stopping = await startTestService({ REDIS_URL: await testRedisUrl(), SMTP_URL: slow.url });
  const port = stopping.service.port();
  const sending = stopping.post("/send", verifyMail("ada@example.org"), withKey());
  await waitFor("the mail at the server", () => slow.mails.length === 1);
  await stopping.service.close();
  const answer = await sending;
  expect([answer.status, answer.headers.get("connection")]).toEqual([200, "close"]);
  await expect(
    new Promise((resolve, reject) =>
      connect(port, "127.0.0.1").once("connect", resolve).once("error", reject),
    ),
  ).rejects.toThrow("ECONNREFUSED");
  await slow.close();
});
