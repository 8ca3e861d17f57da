import { expect, test } from "@jest/globals";
import { outcomeOf } from "./mail-outcome.js";

const kind = (status: number, body: unknown = {}) => outcomeOf({ status, body })?.kind ?? "retry";

test("what was sent is sent", () => {
  expect(kind(200)).toBe("sent");
});

test("what would be refused again is given up with its reason", () => {
  expect(kind(422, { retryable: false })).toBe("refused");
  expect(kind(400)).toBe("refused");
  expect(kind(413)).toBe("refused");
  expect(kind(503, { retryable: false })).toBe("refused");
  expect(
    outcomeOf({ status: 422, body: { code: "unknown-template", detail: "no such", retryable: false } }),
  ).toEqual({ kind: "refused", reason: "422 unknown-template no such" });
});

test("what may have been sent is not sent again", () => {
  expect(kind(504)).toBe("unknown");
  expect(kind(504, { retryable: false, outcome: "unknown" })).toBe("unknown");
});

test("what time or an operator mends is tried again", () => {
  for (const status of [301, 401, 403, 404, 408, 409, 429, 500, 502, 503])
    expect(`${status} ${kind(status)}`).toBe(`${status} retry`);
  expect(kind(422, { retryable: true })).toBe("retry");
  expect(kind(502, "<html>Bad gateway</html>")).toBe("retry");
});
