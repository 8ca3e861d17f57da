import { expect, test } from "@jest/globals";
import type { Request, Response } from "express";
import { refuseCrossSite } from "./csrf.js";

const check = refuseCrossSite("https://rail.example");

function passes(method: string, headers: Record<string, string>): boolean {
  const req = { method, headers, get: (name: string) => headers[name] } as unknown as Request;
  let passed = false;
  try {
    check(req, { vary: () => undefined } as unknown as Response, () => {
      passed = true;
    });
  } catch (error) {
    expect(error).toMatchObject({ kind: "forbidden", code: "cross-site" });
  }
  return passed;
}

const cookie = "rb_session=x";

test.each<[string, Record<string, string>, boolean]>([
  ["same-origin", { "sec-fetch-site": "same-origin" }, true],
  ["the address bar", { "sec-fetch-site": "none" }, true],
  ["cross-site", { "sec-fetch-site": "cross-site" }, false],
  ["a sibling host", { "sec-fetch-site": "same-site" }, false],
  ["cross-site with our origin", { "sec-fetch-site": "cross-site", origin: "https://rail.example" }, false],
  ["our origin", { origin: "https://rail.example" }, true],
  ["a lookalike at the end", { origin: "https://rail.example.evil.example" }, false],
  ["a lookalike at the start", { origin: "https://evilrail.example" }, false],
  ["plain http", { origin: "http://rail.example" }, false],
  ["another port", { origin: "https://rail.example:8443" }, false],
  ["the null origin", { origin: "null" }, false],
  [
    "a foreign origin with our referer",
    { origin: "https://evil.example", referer: "https://rail.example/" },
    false,
  ],
  ["our referer", { referer: "https://rail.example/search?q=1" }, true],
  ["a foreign referer", { referer: "https://evil.example/https://rail.example/" }, false],
  ["a referer that is no URL", { referer: "rail.example" }, false],
  ["no browser", {}, true],
  ["an access token from anywhere", { "sec-fetch-site": "cross-site", authorization: "Bearer x" }, true],
  ["basic auth is no access token", { "sec-fetch-site": "cross-site", authorization: "Basic x" }, false],
])("POST from %s", (_from, headers, expected) => {
  expect(passes("POST", { cookie, ...headers })).toBe(expected);
  // Without a cookie it is judged alike: signing a visitor in as somebody else needs none.
  expect(passes("POST", headers)).toBe(expected);
});

test.each(["PUT", "PATCH", "DELETE", "TRACE"])("%s is judged like POST", (method) => {
  expect(passes(method, { cookie, "sec-fetch-site": "cross-site" })).toBe(false);
});

test.each(["GET", "HEAD", "OPTIONS"])("%s changes nothing and passes", (method) => {
  expect(passes(method, { cookie, "sec-fetch-site": "cross-site" })).toBe(true);
});
