import { expect, test } from "@jest/globals";
import { newId } from "./new-id.js";

test("ids are UUIDs of version 7, in the order of time, and differ", () => {
  const ids = Array.from({ length: 1000 }, (_, ms) => newId(1_790_000_000_000 + ms));
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect([...ids].sort()).toEqual(ids);
  expect(Number.parseInt((ids[0] ?? "").replaceAll("-", "").slice(0, 12), 16)).toBe(1_790_000_000_000);
  expect(new Set(Array.from({ length: 1000 }, () => newId(0))).size).toBe(1000);
});
