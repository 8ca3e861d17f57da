import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import Type from "typebox";
import { loadConfig } from "./config.js";

const Schema = Type.Object({
  PORT: Type.Integer({ default: 3000, minimum: 0, maximum: 65_535 }),
  DATABASE_URL: Type.String({ default: "postgres://127.0.0.1/dev", secret: true }),
  SESSION_SECRET: Type.String({ minLength: 24, secret: true }),
  MODE: Type.Optional(Type.Enum(["on", "off"])),
});
const secret = "a secret of enough letters";

const folder = mkdtempSync(join(tmpdir(), "config-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

function complaint(env: Record<string, string>): string {
  try {
    loadConfig(Schema, env);
  } catch (error) {
    return (error as Error).message;
  }
  return "none";
}

test("defaults fill in, text becomes numbers, and nothing can be changed afterwards", () => {
  const config = loadConfig(Schema, { SESSION_SECRET: secret, PORT: "8080", UNRELATED: "x" });
  expect(config).toEqual({ PORT: 8080, DATABASE_URL: "postgres://127.0.0.1/dev", SESSION_SECRET: secret });
  expect(Object.isFrozen(config)).toBe(true);
});

test("an empty variable counts as not set", () => {
  expect(loadConfig(Schema, { SESSION_SECRET: secret, PORT: "" }).PORT).toBe(3000);
});

test("one error lists everything that is wrong, and shows no secret", () => {
  const message = complaint({ PORT: "http", SESSION_SECRET: "hunter2", MODE: "maybe" });
  expect(message).toMatch(/PORT: .*integer/);
  expect(message).toMatch(/SESSION_SECRET: .*24/);
  expect(message).toMatch(/MODE: .*on, off/);
  expect(message).not.toContain("hunter2");
});

test("production refuses published values of secrets", () => {
  const env = { NODE_ENV: "production", SESSION_SECRET: secret };
  expect(complaint(env)).toMatch(/DATABASE_URL.*missing/);
  expect(loadConfig(Schema, { ...env, DATABASE_URL: "postgres://db/own" }).PORT).toBe(3000);
});

test("a value may come from a file, without its last line break", () => {
  const path = join(folder, "secret");
  writeFileSync(path, `${secret}\n`);
  expect(loadConfig(Schema, { SESSION_SECRET_FILE: path }).SESSION_SECRET).toBe(secret);
  expect(complaint({ SESSION_SECRET_FILE: path, SESSION_SECRET: secret })).toContain("keep one");
  expect(complaint({ SESSION_SECRET_FILE: join(folder, "none") })).toMatch(/cannot be read .*ENOENT/);
});
