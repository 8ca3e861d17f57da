import type { IncomingMessage } from "node:http";
import { expect, test } from "@jest/globals";
import { originAllowed, tokenOf } from "./handshake.js";

const publicUrl = "https://rail.example/app";
const request = (headers: Record<string, string>) => ({ headers }) as unknown as IncomingMessage;

test.each([
  ["our own page", { origin: "https://rail.example", cookie: "s=1" }, true],
  ["our own page, not signed in", { origin: "https://rail.example" }, true],
  ["another page", { origin: "https://evil.example", cookie: "s=1" }, false],
  ["another page without a cookie", { origin: "https://evil.example" }, false],
  ["a name that only begins alike", { origin: "https://rail.example.evil.example", cookie: "s=1" }, false],
  ["another scheme", { origin: "http://rail.example", cookie: "s=1" }, false],
  ["another port", { origin: "https://rail.example:8443", cookie: "s=1" }, false],
  ["a sandboxed frame", { origin: "null", cookie: "s=1" }, false],
  ["a program with a token", { authorization: "Bearer x" }, true],
  ["a program with a cookie and no origin", { cookie: "s=1" }, false],
])("%s", (_who, headers: Record<string, string>, allowed) => {
  expect(originAllowed(request(headers), publicUrl)).toBe(allowed);
});

test("a token is a text of bearable length", () => {
  expect(tokenOf({ token: "abc" })).toBe("abc");
  for (const token of [undefined, "", 7, {}, ["a"], "x".repeat(5000)])
    expect(tokenOf({ token })).toBeUndefined();
});
