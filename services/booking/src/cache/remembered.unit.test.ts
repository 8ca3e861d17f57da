import { expect, test } from "@jest/globals";
import { remembered } from "./remembered.js";

test("asks once within the time, and again after it or after a failure", async () => {
  let time = 0;
  let asked = 0;
  let broken = false;
  const get = remembered(
    async () => {
      asked += 1;
      if (broken) throw new Error("away");
      return asked;
    },
    () => new Date(time),
    1000,
  );
  expect(await Promise.all([get(), get()])).toEqual([1, 1]);
  time = 999;
  expect(await get()).toBe(1);
  time = 1000;
  broken = true;
  await expect(get()).rejects.toThrow("away");
  broken = false;
  expect(await get()).toBe(3);
});
