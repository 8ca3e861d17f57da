import { expect, test } from "@jest/globals";
import { upcast } from "./upcast.js";

const definition = {
  version: 3,
  upcast: {
    1: (data: unknown) => ({ ...(data as object), second: true }),
    2: (data: unknown) => ({ ...(data as object), third: true }),
  },
};

test("an earlier version is brought up a step at a time", () => {
  expect(upcast(definition, 1, { first: true })).toEqual({ first: true, second: true, third: true });
  expect(upcast(definition, 2, {})).toEqual({ third: true });
  expect(upcast(definition, 3, { same: true })).toEqual({ same: true });
});

test("a later version, and one that no step leads from, are unknown", () => {
  expect(upcast(definition, 4, {})).toBeUndefined();
  expect(upcast(definition, 0, {})).toBeUndefined();
  expect(upcast({ version: 2 }, 1, {})).toBeUndefined();
});
