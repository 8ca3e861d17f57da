import { createPrivateKey } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { hasOwnMailServer, serviceEnvironment } from "./environment.js";
import { isWarning, readableLine } from "./log-lines.js";
import { loadSecrets } from "./secrets.js";
import { readPort } from "./variables.js";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "railbooker-environment-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function environmentFor(given: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return serviceEnvironment(given, {
    ports: { booking: 3000, email: 3001, notification: 3002, inbox: 1080, inboxSmtp: 1025 },
    secrets: loadSecrets(join(folder, "secrets.json")),
    databaseUrl: "postgres://local",
    redisUrl: "redis://local",
  });
}

test("secrets are made once, of the right kind, and only their owner can read them", () => {
  const file = join(folder, "secrets.json");
  const secrets = loadSecrets(file);
  expect(loadSecrets(file)).toEqual(secrets);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(Buffer.from(secrets.ACCESS_TOKEN_KEY, "base64")).toHaveLength(32);
  const key = createPrivateKey(Buffer.from(secrets.TICKET_SIGNING_KEY, "base64"));
  expect(key.asymmetricKeyType).toBe("ed25519");
});

test("a secret that is missing is added without changing the others", () => {
  const file = join(folder, "secrets.json");
  writeFileSync(file, '{"SESSION_SECRET":"kept"}');
  expect(loadSecrets(file)).toMatchObject({
    SESSION_SECRET: "kept",
    REDIS_PASSWORD: expect.stringMatching(/.{20}/),
  });
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ SESSION_SECRET: "kept" });
  writeFileSync(file, "{");
  expect(() => loadSecrets(file)).toThrow(`${file} cannot be read.`);
});

test("the caller's variables win over the local values, also when given as files", () => {
  const token = join(folder, "token");
  writeFileSync(token, "from-a-file\n");
  const result = environmentFor({
    EMAIL_SERVICE_TOKEN_FILE: token,
    MAIL_FROM: "me@example.test",
    npm_config_x: "1",
  });
  expect(result).toMatchObject({
    EMAIL_SERVICE_TOKEN: "from-a-file",
    MAIL_FROM: "me@example.test",
    SMTP_URL: "smtp://127.0.0.1:1025",
    PUBLIC_URL: "http://localhost:3000",
    DATABASE_URL: "postgres://local",
  });
  expect(result).not.toHaveProperty("EMAIL_SERVICE_TOKEN_FILE");
  expect(result).not.toHaveProperty("npm_config_x");
});

test("with a mail server of one's own there is no inbox to send to", () => {
  for (const given of [{ SMTP_URL: "smtp://mail.example.test" }, { SMTP_HOST: "mail.example.test" }]) {
    expect(hasOwnMailServer(given)).toBe(true);
    expect(environmentFor(given).SMTP_URL).not.toBe("smtp://127.0.0.1:1025");
  }
  expect(hasOwnMailServer({})).toBe(false);
});

test("a port that is none is refused with what arrived", () => {
  expect(readPort({ BOOKING_PORT: "8080" }, "BOOKING_PORT")).toBe(8080);
  expect(readPort({}, "BOOKING_PORT")).toBeUndefined();
  for (const value of ["http", "0", "65536", "80.5"]) {
    expect(() => readPort({ BOOKING_PORT: value }, "BOOKING_PORT")).toThrow(`BOOKING_PORT is "${value}"`);
  }
});

test("log lines become readable, and only warnings are for the terminal", () => {
  const line = JSON.stringify({ level: 50, msg: "mail not sent", err: { message: "connection refused" } });
  expect(readableLine(line)).toBe("error: mail not sent (connection refused)");
  expect(isWarning(line)).toBe(true);
  expect(isWarning('{"level":30,"msg":"ready"}')).toBe(false);
  expect(readableLine("{not json")).toBe("{not json");
  expect(isWarning("plain text")).toBe(false);
});
