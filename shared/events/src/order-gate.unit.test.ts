import { expect, test } from "@jest/globals";
import { createOrderGate } from "./order-gate.js";

function gate(waitMs = 20) {
  const gone: string[] = [];
  const gaps: string[] = [];
  const opened = createOrderGate({
    waitMs,
    onGap: (subject, expected, version) => gaps.push(`${subject} ${expected} ${version}`),
  });
  const enter = (subject: string, version: number) =>
    opened.enter(subject, version, () => gone.push(`${subject}${version}`));
  return { gone, gaps, enter, close: opened.close };
}
const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test("what comes in order goes at once, and so does what is seen first or again", () => {
  const { gone, enter } = gate();
  for (const version of [4, 5, 4, 5, 6, 1]) enter("a", version);
  enter("b", 1);
  expect(gone).toEqual(["a4", "a5", "a4", "a5", "a6", "a1", "b1"]);
});

test("what comes too early waits for its predecessor, and holds up nobody else", () => {
  const { gone, gaps, enter } = gate();
  enter("a", 1);
  enter("a", 4);
  enter("a", 3);
  enter("b", 1);
  expect(gone).toEqual(["a1", "b1"]);
  enter("a", 2);
  expect(gone).toEqual(["a1", "b1", "a2", "a3", "a4"]);
  expect(gaps).toEqual([]);
});

test("where the predecessor never comes, it goes on after a while and says so; one that comes late still goes", async () => {
  const { gone, gaps, enter } = gate();
  enter("a", 1);
  enter("a", 3);
  enter("a", 4);
  enter("a", 7);
  await later(100);
  expect(gone).toEqual(["a1", "a3", "a4", "a7"]);
  expect(gaps).toEqual(["a 2 3", "a 5 7"]);
  enter("a", 2);
  expect(gone.at(-1)).toBe("a2");
});

test("once closed nobody goes any more", async () => {
  const { gone, enter, close } = gate();
  enter("a", 1);
  enter("a", 3);
  close();
  await later(50);
  expect(gone).toEqual(["a1"]);
});
