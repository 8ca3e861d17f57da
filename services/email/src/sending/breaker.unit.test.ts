import { expect, test } from "@jest/globals";
import { createBreaker } from "./breaker.js";

function breakerAt(start = 0) {
  let now = start;
  const changes: boolean[] = [];
  const breaker = createBreaker(
    () => new Date(now),
    (open) => changes.push(open),
  );
  return { breaker, changes, pass: (ms: number) => (now += ms) };
}

test("a login refused stops everybody, then lets one try", () => {
  const { breaker, changes, pass } = breakerAt();
  expect(breaker.refusesFor()).toBeUndefined();
  breaker.refused();
  breaker.refused();
  expect(breaker.refusesFor()).toBe(15_000);
  pass(15_000);
  expect(breaker.refusesFor()).toBeUndefined();
  expect(breaker.refusesFor()).toBe(1000);
  breaker.accepted();
  expect(breaker.refusesFor()).toBeUndefined();
  expect(changes).toEqual([true, false]);
});

test("each attempt that is refused doubles the pause, up to five minutes", () => {
  const { breaker, changes, pass } = breakerAt();
  breaker.refused();
  const pauses: (number | undefined)[] = [];
  for (let attempt = 0; attempt < 6; attempt += 1) {
    pass(300_000);
    expect(breaker.refusesFor()).toBeUndefined();
    breaker.refused();
    pauses.push(breaker.refusesFor());
  }
  expect(pauses).toEqual([30_000, 60_000, 120_000, 240_000, 300_000, 300_000]);
  expect(changes).toEqual([true]);
});

test("an attempt that never reached the login leaves the try to the next", () => {
  const { breaker, pass } = breakerAt();
  breaker.refused();
  pass(15_000);
  expect(breaker.refusesFor()).toBeUndefined();
  breaker.undecided();
  expect(breaker.refusesFor()).toBeUndefined();
  expect(breaker.isOpen()).toBe(true);
});
