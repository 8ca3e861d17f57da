import { expect, test } from "@jest/globals";
import { gatherLists } from "./gather-lists.js";

test("questions that come at the same time are one question, and each gets its own answers", async () => {
  const asked: number[][] = [];
  const double = gatherLists(
    async (items: readonly number[]) => {
      asked.push([...items]);
      return items.map((item) => item * 2);
    },
    { most: 10, lanes: 1 },
  );
  expect(await Promise.all([double([1, 2]), double([]), double([3])])).toEqual([[2, 4], [], [6]]);
  expect(asked).toEqual([[1, 2, 3]]);
});

test("a failure reaches everybody who asked", async () => {
  const broken = gatherLists(
    async (_items: readonly number[]): Promise<number[]> => {
      throw new Error("away");
    },
    { most: 10, lanes: 1 },
  );
  const answers = await Promise.allSettled([broken([1]), broken([2])]);
  expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});
