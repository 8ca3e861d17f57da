import { request as httpRequest } from "node:http";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import nodemailer from "nodemailer";
import type { Trouble } from "./chaos.js";
import { type Inbox, startInbox } from "./inbox.js";
import type { Mail, MailSummary } from "./mail.js";

const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
let inbox: Inbox;

beforeEach(async () => {
  inbox = await startInbox({ capacity: 3 });
});

afterEach(async () => {
  await inbox.stop();
});

async function send(mail: Record<string, unknown>): Promise<void> {
  const transport = nodemailer.createTransport({ url: inbox.smtpUrl, auth: { user: "any", pass: "thing" } });
  try {
    await transport.sendMail({ from: '"RailBooker" <tickets@example.test>', ...mail });
  } finally {
    transport.close();
  }
}

/** @returns the parsed JSON, or the text of a page */
async function get<T = string>(path: string): Promise<T> {
  const response = await fetch(`${inbox.httpUrl}${path}`);
  expect(response.status).toBe(200);
  const isJson = response.headers.get("content-type")?.startsWith("application/json");
  return (await (isJson ? response.json() : response.text())) as T;
}

async function list(query = ""): Promise<MailSummary[]> {
  return (await get<{ items: MailSummary[] }>(`/messages${query}`)).items;
}

test("a mail sent by SMTP is read back whole over HTTP", async () => {
  await send({
    to: "Ada <ada@example.test>",
    bcc: "hidden@example.test",
    subject: "Your ticket to Zürich",
    html: '<p>See <img src="cid:qr-1@railbooker"></p>',
    text: "See the picture.",
    attachments: [
      { filename: "qr.png", content: picture, cid: "qr-1@railbooker", contentDisposition: "inline" },
    ],
  });
  const items = await list("?to=ADA@example.test");
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({
    from: "RailBooker <tickets@example.test>",
    to: ["ada@example.test", "hidden@example.test"],
    subject: "Your ticket to Zürich",
    messageId: expect.stringMatching(/^<.+@.+>$/),
  });
  const mail = await get<Mail>(`/messages/${items[0]?.id}`);
  expect(mail).toMatchObject({ ...items[0], text: expect.stringContaining("See the picture.") });
  expect(mail.headers).toContainEqual({ name: "To", value: "Ada <ada@example.test>" });
  expect(mail.attachments).toEqual([
    {
      filename: "qr.png",
      mimeType: "image/png",
      contentId: "qr-1@railbooker",
      disposition: "inline",
      size: picture.length,
      content: picture.toString("base64"),
    },
  ]);
  expect(await get(`/mail/${mail.id}/document`)).toContain(
    `src="data:image/png;base64,${mail.attachments[0]?.content}"`,
  );
  expect(await get(`/messages/${mail.id}/raw`)).toMatch(/^From: RailBooker <tickets@example.test>/m);
  expect(await list("?to=nobody@example.test")).toEqual([]);
});

test("markup in a mail stays text in the page, and in the frame nothing runs or is fetched", async () => {
  const markup = "<script>alert(1)</script>";
  await send({ to: "ada@example.test", subject: markup, text: markup, html: `<b>Hello</b>${markup}` });
  const [mail] = inbox.messages();
  for (const path of [
    "/",
    `/mail/${mail?.id}`,
    `/mail/${mail?.id}?view=text`,
    `/mail/${mail?.id}?view=headers`,
  ]) {
    const text = await get(path);
    expect(text).not.toContain(markup);
    expect(text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  }
  const framed = await fetch(`${inbox.httpUrl}/mail/${mail?.id}/document`);
  const policy = framed.headers.get("content-security-policy");
  expect(policy).toMatch(/^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none';/);
  expect(policy).not.toContain("script");
});

test("the newest come first, the oldest go, and all can be deleted", async () => {
  for (const subject of ["one", "two", "three", "four"])
    await send({ to: "ada@example.test", subject, text: "." });
  const items = await list();
  expect(items.map(({ subject }) => subject)).toEqual(["four", "three", "two"]);
  const deleted = await fetch(`${inbox.httpUrl}/messages`, { method: "DELETE" });
  expect(deleted.status).toBe(204);
  expect(await list()).toEqual([]);
  const missing = await fetch(`${inbox.httpUrl}/messages/${items[0]?.id}`);
  expect(missing.status).toBe(404);
});

test("a request for another host name is refused, and so is another site's form", async () => {
  const { port } = new URL(inbox.httpUrl);
  const statusOf = (method: string, headers: Record<string, string>) =>
    new Promise((resolve, reject) => {
      const path = method === "POST" ? "/delete-all" : "/messages";
      httpRequest({ host: "127.0.0.1", port, method, path, headers, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on("error", reject)
        .end();
    });
  expect(await statusOf("GET", { host: `rebound.example:${port}` })).toBe(403);
  expect(await statusOf("GET", { host: `localhost:${port}` })).toBe(200);
  expect(await statusOf("POST", { host: `localhost:${port}`, "sec-fetch-site": "cross-site" })).toBe(403);
  expect(await statusOf("POST", { host: `localhost:${port}`, "sec-fetch-site": "same-origin" })).toBe(303);
});

test("chaos is set over HTTP, strikes at its stage, and ends", async () => {
  const put = (troubles: unknown) =>
    fetch(`${inbox.httpUrl}/chaos`, { method: "PUT", body: JSON.stringify(troubles) });
  const mail = { to: "ada@example.test", subject: "Chaos", text: "x" };
  const failure = async () =>
    send(mail).then(
      () => undefined,
      (error: unknown) => error,
    );
  const cases: [troubles: Trouble, error: Record<string, unknown>, kept: number][] = [
    [{ stage: "connect", effect: "refuse", code: 421 }, { responseCode: 421 }, 0],
    [{ stage: "connect", effect: "drop" }, { code: "ECONNECTION" }, 0],
    [{ stage: "login", effect: "refuse" }, { code: "EAUTH", responseCode: 535 }, 0],
    [{ stage: "recipient", effect: "refuse", address: "ada@" }, { responseCode: 550 }, 0],
    [{ stage: "content", effect: "refuse", code: 452 }, { responseCode: 452 }, 0],
    [{ stage: "content", effect: "drop" }, { code: "ECONNECTION" }, 0],
    [{ stage: "answer", effect: "drop" }, { code: "ECONNECTION" }, 1],
  ];
  for (const [trouble, error, kept] of cases) {
    expect((await put([trouble])).status).toBe(200);
    expect(await failure()).toMatchObject(error);
    expect(inbox.messages()).toHaveLength(kept);
  }
  expect(await get("/")).toContain("Chaos is on");
  expect((await put([{ stage: "nowhere", effect: "drop" }])).status).toBe(400);
  await fetch(`${inbox.httpUrl}/chaos`, { method: "DELETE" });
  expect(await get("/chaos")).toEqual({ troubles: [] });
  expect(await failure()).toBeUndefined();
});
