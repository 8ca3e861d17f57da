import { expect, test } from "@jest/globals";
import { AppError } from "./errors.js";
import { foreseen, toProblem } from "./problem.js";

const withFields = (message: string, fields: object) => Object.assign(new Error(message), fields);

test("a problem has the members of the contract, and those the error adds", () => {
  const error = new AppError({
    kind: "conflict",
    code: "seats-taken",
    message: "Seat 42 is taken.",
    errors: [{ pointer: "/legs/0", detail: "taken" }],
    extra: { retryable: false },
  });
  expect(toProblem(error, "request-1")).toEqual({
    type: "about:blank",
    title: "Conflict",
    status: 409,
    detail: "Seat 42 is taken.",
    code: "seats-taken",
    requestId: "request-1",
    errors: [{ pointer: "/legs/0", detail: "taken" }],
    retryable: false,
  });
});

test.each([
  [
    "an own error as it is",
    new AppError({ kind: "expired", code: "hold-expired", message: "x" }),
    "hold-expired",
  ],
  [
    "broken JSON",
    withFields("x", { type: "entity.parse.failed", status: 400, expose: true }),
    "malformed-json",
  ],
  ["too large a body", withFields("x", { type: "entity.too.large", status: 413, expose: true }), "too-large"],
  ["what body-parser may show", withFields("x", { status: 415, expose: true }), "bad-request"],
  ["a path that cannot be decoded", Object.assign(new URIError("x"), { status: 400 }), "bad-request"],
  ["a NUL on its way into Postgres", withFields("x", { code: "22021" }), "bad-request"],
  [
    "half of a character on its way into Postgres",
    withFields("x", { code: "22P02", detail: "Unicode low surrogate must follow a high surrogate." }),
    "bad-request",
  ],
  ["a refused connection", withFields("x", { code: "ECONNREFUSED" }), "unavailable"],
  ["a database that is shutting down", withFields("x", { code: "57P01" }), "unavailable"],
  ["a deadlock", withFields("x", { code: "40P01" }), "unavailable"],
  ["a lost connection", new Error("Connection terminated unexpectedly"), "unavailable"],
  ["a unique violation nobody foresaw", withFields("x", { code: "23505" }), "internal"],
  ["a bug", new TypeError("x is not a function"), "internal"],
  ["a status that may not be shown", withFields("x", { status: 404, expose: false }), "internal"],
])("%s", (_what, error, code) => {
  expect(foreseen(error).code).toBe(code);
});

test("text of unforeseen errors never leaves; what is only away may be tried again", () => {
  const secret = "password=hunter2";
  for (const error of [new Error(secret), withFields(secret, { code: "ECONNREFUSED" })]) {
    const problem = toProblem(foreseen(error), "request-1");
    expect(JSON.stringify(problem)).not.toContain("hunter2");
  }
  expect(foreseen(withFields("x", { code: "ECONNREFUSED" })).retryAfterSeconds).toBe(2);
});
