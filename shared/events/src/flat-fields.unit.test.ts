import { expect, test } from "@jest/globals";
import { fieldOf } from "./flat-fields.js";

test("a field is found by its name, also where a value before it reads the same", () => {
  const fields = ["name", "pending", "pending", 7, "lag", null];
  expect(fieldOf(fields, "pending")).toBe(7);
  expect(fieldOf(fields, "lag")).toBeNull();
  expect(fieldOf(fields, "7")).toBeUndefined();
  expect(fieldOf([], "name")).toBeUndefined();
});
