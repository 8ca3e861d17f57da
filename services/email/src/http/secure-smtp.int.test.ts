import { createHash, createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect, test } from "@jest/globals";
import { selfSignedCertificate } from "../testing/certificate.js";
import type { MailServerHabits, TestMailServer } from "../testing/mail-server.js";
import { type Mailing, startMailing } from "../testing/mailing.js";

const mail = { to: "ada@example.org", template: "verifyEmail", data: { token: "t" } };
const certificate = selfSignedCertificate();

async function using(
  habits: MailServerHabits,
  env: (smtp: TestMailServer) => Record<string, string>,
  work: (mailing: Mailing) => Promise<void>,
): Promise<void> {
  const mailing = await startMailing(habits, env);
  try {
    await work(mailing);
  } finally {
    await mailing.close();
  }
}

async function expectUnreachable({ send, smtp }: Mailing): Promise<void> {
  const { status, body } = await send(mail);
  expect([status, body.code, body.outcome]).toEqual([503, "smtp-unreachable", "not_sent"]);
  expect(smtp.mails).toEqual([]);
}

test.each([
  ["STARTTLS", false, "smtp"],
  ["TLS from the start", true, "smtps"],
])(
  "%s: the certificate is checked, against the authorities that are set",
  async (_name, fromTheStart, scheme) => {
    const url = (port: number) => `${scheme}://127.0.0.1:${port}`;
    const habits = { tls: { ...certificate, fromTheStart } };
    const trusting = { SMTP_TLS: "required", SMTP_CA: certificate.cert };
    await using(
      habits,
      ({ port }) => ({ SMTP_URL: url(port), ...trusting }),
      async ({ email, smtp, send }) => {
        expect((await send(mail)).status).toBe(200);
        expect(smtp.encrypted).toEqual([true]);
        expect((await email.get("/verify")).body).toMatchObject({ ok: true, tls: true });
      },
    );
    for (const env of [{}, { SMTP_CA: selfSignedCertificate().cert }]) {
      await using(
        habits,
        ({ port }) => ({ SMTP_URL: url(port), SMTP_TLS: "required", ...env }),
        async (mailing) => {
          await expectUnreachable(mailing);
          const verified = await mailing.email.get("/verify");
          expect(verified.body).toMatchObject({ ok: false, code: "smtp-unreachable" });
        },
      );
    }
  },
);

test("a server without STARTTLS gets nothing where TLS is required: no mail, no password", async () => {
  await using(
    { login: { user: "rail", password: "secret" } },
    ({ port }) => ({ SMTP_URL: `smtp://rail:secret@127.0.0.1:${port}`, SMTP_TLS: "required" }),
    async (mailing) => {
      await expectUnreachable(mailing);
      expect(mailing.smtp.logins()).toBe(0);
    },
  );
});

test("XOAUTH2: a token is fetched once for all connections, and again when it is refused", async () => {
  const requests: URLSearchParams[] = [];
  let valid = "token-1";
  const issuer = createServer((req, res) => {
    void text(req).then((body) => {
      requests.push(new URLSearchParams(body));
      valid = `token-${requests.length}`;
      res.setHeader("content-type", "application/json");
      res.end(JSON.stringify({ access_token: valid, expires_in: 3600, token_type: "Bearer" }));
    });
  }).listen(0, "127.0.0.1");
  await once(issuer, "listening");
  const { port } = issuer.address() as AddressInfo;
  const env = {
    SMTP_USER: "tickets@rail.example",
    SMTP_OAUTH_CLIENT_ID: "client",
    SMTP_OAUTH_CLIENT_SECRET: "client-secret",
    SMTP_OAUTH_REFRESH_TOKEN: "refresh",
    SMTP_OAUTH_TOKEN_URL: `http://127.0.0.1:${port}/token`,
  };
  await using(
    { accessToken: () => valid, delayMs: 50 },
    () => env,
    async ({ email, smtp, send }) => {
      const answers = await Promise.all(Array.from({ length: 10 }, () => send(mail)));
      expect(answers.map(({ status }) => status)).toEqual(new Array(10).fill(200));
      expect(smtp.connections()).toBeGreaterThan(1);
      expect(requests).toHaveLength(1);
      expect(Object.fromEntries(requests[0] ?? [])).toEqual({
        client_id: "client",
        client_secret: "client-secret",
        refresh_token: "refresh",
        grant_type: "refresh_token",
      });
      expect((await email.get("/verify")).status).toBe(200);
    },
  );
  issuer.close();
});

test("DKIM: each mail is signed by the key that the selector names", async () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const env = {
    DKIM_SELECTOR: "s1",
    DKIM_PRIVATE_KEY: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
  await using(
    {},
    () => env,
    async ({ smtp, send }) => {
      expect((await send(mail)).status).toBe(200);
      const source = (smtp.sources[0] as Buffer).toString("latin1");
      const { tags, signed, body } = readSignature(source);
      expect([tags.get("d"), tags.get("s")]).toEqual(["rail.example", "s1"]);
      const hash = createHash("sha256").update(body, "latin1").digest("base64");
      expect(tags.get("bh")).toBe(hash);
      const signature = Buffer.from(tags.get("b") ?? "", "base64");
      const key = createPublicKey(publicKey.export({ type: "spki", format: "pem" }));
      expect(verify("sha256", Buffer.from(signed, "latin1"), key, signature)).toBe(true);
    },
  );
});

/** What RFC 6376 signs, of a mail with relaxed/relaxed canonicalisation. */
function readSignature(source: string) {
  const [head = "", ...rest] = source.split("\r\n\r\n");
  const lines = head.replaceAll(/\r\n(?=[ \t])/g, "").split("\r\n");
  const relaxed = (line: string) => {
    const at = line.indexOf(":");
    return `${line.slice(0, at).trim().toLowerCase()}:${line
      .slice(at + 1)
      .replaceAll(/[ \t]+/g, " ")
      .trim()}`;
  };
  const own = relaxed(lines.find((line) => /^dkim-signature:/i.test(line)) ?? "");
  const pairs = own
    .slice(own.indexOf(":") + 1)
    .split(";")
    .map((tag) => tag.trim().split(/=(.*)/s));
  const tags = new Map(pairs.map(([name = "", value = ""]) => [name, value.replaceAll(" ", "")]));
  const headers = (tags.get("h") ?? "")
    .split(":")
    .map((name) =>
      relaxed(lines.find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`)) ?? ""),
    );
  const unsigned = own.replace(/\bb=[^;]*$/, "b=");
  const bodyLines = rest.join("\r\n\r\n").split("\r\n");
  const body = `${bodyLines.map((line) => line.replaceAll(/[ \t]+/g, " ").trimEnd()).join("\r\n")}`;
  return {
    tags,
    signed: [...headers, unsigned].join("\r\n"),
    body: `${body.replace(/(\r\n)+$/, "")}\r\n`,
  };
}
