import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { expect, test } from "@jest/globals";
import { testRedisUrl } from "@railbooker/runtime/testing/redis";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { startTestService, type TestService } from "../testing/email-service.js";
import { startMailServer } from "../testing/mail-server.js";

const withKey = (key: string = randomUUID()) => ({ "idempotency-key": key });
const mail = { to: "ada@example.org", template: "verifyEmail", data: { token: "t" } };

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function using(
  env: Record<string, string>,
  work: (email: TestService) => Promise<void>,
): Promise<void> {
  const email = await startTestService(env);
  try {
    await work(email);
  } finally {
    await email.service.close();
  }
}

test("without a mail server nothing is sent, and the key can be tried again", async () => {
  const port = await freePort();
  const env = { REDIS_URL: await testRedisUrl(), SMTP_HOST: "127.0.0.1", SMTP_PORT: String(port) };
  await using(env, async (email) => {
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const answer = await email.post("/send", mail, withKey("same"));
      expect(answer.status).toBe(503);
      expect(answer.body).toMatchObject({ code: "smtp-unreachable", retryable: true, outcome: "not_sent" });
      expect(answer.headers.get("retry-after")).toBe("5");
    }
    const verify = await email.get("/verify");
    expect(verify.status).toBe(503);
    expect(verify.body).toMatchObject({ ok: false, code: "smtp-unreachable", port, outcome: "not_sent" });
    expect((await email.get("/health")).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${email.service.opsPort()}/readyz`)).status).toBe(200);
  });
});

test("a login that is refused is our fault, not the mail's", async () => {
  const smtp = await startMailServer({ login: { user: "rail", password: "p@ss:word" } });
  const redis = await testRedisUrl();
  const at = (login: string) => smtp.url.replace("smtp://", `smtp://${login}@`);
  await using({ REDIS_URL: redis, SMTP_URL: at("rail:wrong") }, async (email) => {
    const answer = await email.post("/send", mail, withKey("login"));
    expect(answer.status).toBe(503);
    expect(answer.body).toMatchObject({
      code: "smtp-auth",
      retryable: true,
      outcome: "not_sent",
      smtpCode: 535,
    });
    expect((await email.get("/verify")).body).toMatchObject({ status: 503, code: "smtp-auth" });
  });
  await using({ REDIS_URL: redis, SMTP_URL: at("rail:p%40ss%3Aword") }, async (email) => {
    expect((await email.post("/send", mail, withKey("login"))).status).toBe(200);
    expect((await email.get("/verify")).status).toBe(200);
  });
  await smtp.close();
});

test("with more waiting than it takes on, it asks to come back", async () => {
  const smtp = await startMailServer({ delayMs: 3_000 });
  const env = { REDIS_URL: await testRedisUrl(), SMTP_URL: smtp.url, MAX_PENDING_MAILS: "1" };
  await using(env, async (email) => {
    const first = email.post("/send", mail, withKey());
    await waitFor("the first mail at the server", () => smtp.mails.length === 1);
    const second = await email.post("/send", mail, withKey());
    expect([second.status, second.body.code, second.headers.get("retry-after")]).toEqual([
      429,
      "too-many-mails",
      "2",
    ]);
    expect(second.body).toMatchObject({ retryable: true, outcome: "not_sent" });
    expect((await first).status).toBe(200);
  });
  await smtp.close();
});

test("without Redis it refuses instead of guessing, and goes on once Redis is back", async () => {
  const smtp = await startMailServer();
  const port = await freePort();
  const startRedis = () =>
    spawn(
      "redis-server",
      ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
      { stdio: "ignore" },
    );
  let redis = startRedis();
  await using({ REDIS_URL: `redis://127.0.0.1:${port}`, SMTP_URL: smtp.url }, async (email) => {
    await waitFor("the first mail", async () => (await email.post("/send", mail, withKey())).status === 200);
    const sentBefore = smtp.mails.length;
    redis.kill("SIGKILL");
    await once(redis, "exit");

    const away = await email.post("/send", mail, withKey("again"));
    expect(away.status).toBe(503);
    expect(away.body).toMatchObject({ code: "idempotency-store-away", retryable: true, outcome: "not_sent" });
    expect(smtp.mails).toHaveLength(sentBefore);

    redis = startRedis();
    await waitFor(
      "a mail after the return",
      async () => (await email.post("/send", mail, withKey("again"))).status === 200,
    );
    expect(smtp.mails).toHaveLength(sentBefore + 1);
  });
  redis.kill("SIGKILL");
  await smtp.close();
});
