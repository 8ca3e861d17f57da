import { expect, test } from "@jest/globals";
import { arrivals } from "./curve.js";

const until = (times: number[], ms: number) => times.filter((time) => time <= ms).length / times.length;

test("users arrive as measured: a twelfth in minute one, a third in minute two, all within ten", () => {
  const times = arrivals(10_000, 1);
  expect(until(times, 60_000)).toBeCloseTo(0.052 / 0.625, 2);
  expect(until(times, 120_000)).toBeCloseTo(0.263 / 0.625, 2);
  expect(until(times, 600_000)).toBe(1);
  expect(times).toEqual([...times].sort((a, b) => a - b));
});

test("speed shortens it", () => {
  expect(Math.max(...arrivals(100, 60))).toBeLessThanOrEqual(10_000);
  expect(Math.max(...arrivals(100, 60))).toBeGreaterThan(9_000);
});
