import { expect, test } from "@jest/globals";
import { retryDelay } from "./queue.js";

const policy = { attempts: 12, baseMs: 1000, capMs: 30_000 };

test("the longest pause doubles with each failure up to the cap", () => {
  const longest = (failed: number) => retryDelay(failed, policy, () => 0.999999);
  expect([1, 2, 3, 4, 5, 6, 50].map(longest)).toEqual([999, 1999, 3999, 7999, 15999, 29999, 29999]);
});

test("the first retry comes within a second, and never at once", () => {
  expect(retryDelay(1, policy, () => 0)).toBe(1);
  for (let i = 0; i < 100; i += 1) expect(retryDelay(1, policy)).toBeLessThanOrEqual(1000);
});
