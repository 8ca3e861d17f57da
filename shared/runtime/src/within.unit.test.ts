import { expect, test } from "@jest/globals";
import { within } from "./within.js";

const never = new Promise<never>(() => undefined);
const soon = <T>(work: () => T) => new Promise<T>((resolve) => setTimeout(() => resolve(work()), 5));

test("what comes in time is the answer, be it well or not", async () => {
  expect(await within(1000, Promise.resolve("done"))).toBe("done");
  await expect(within(1000, Promise.reject(new Error("refused")))).rejects.toThrow("refused");
});

test("what does not come in time is an error that says so", async () => {
  await expect(within(5, never)).rejects.toThrow("no answer within 5 ms");
  await expect(within(5, never, "the deadline passed")).rejects.toThrow("the deadline passed");
});

test("what fails too late is nobody's unhandled rejection", async () => {
  const late = soon(() => undefined).then(() => Promise.reject(new Error("too late")));
  await expect(within(1, late)).rejects.toThrow("no answer");
  await expect(late).rejects.toThrow("too late");
});
