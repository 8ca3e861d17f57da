import { expect, test } from "@jest/globals";
import { type KnownIds, stableIds } from "./ids.js";

const none: KnownIds = { taken: new Set(), former: new Set() };

test("a plain id stays, an odd one becomes fit for a URL", () => {
  const ids = stableIds(["8000261", "ICE-18:501", "de:09162:100 a"], "feed", none);
  expect(Object.fromEntries(ids)).toEqual({
    "8000261": "8000261",
    "ICE-18:501": "ICE-18-501",
    "de:09162:100 a": "de-09162-100-a",
  });
});

test("ids that would fall together, are long, empty or taken are told apart by a hash, the same each time", () => {
  const odd = ["a:b", "a b", "x".repeat(80), "č", "taken"];
  const ids = stableIds(odd, "feed", { ...none, taken: new Set(["taken"]) });
  expect(new Set(ids.values()).size).toBe(odd.length);
  for (const id of ids.values()) expect(id).toMatch(/^[A-Za-z0-9_-]{1,48}$/);
  expect(ids.get("taken")).not.toBe("taken");
  expect(stableIds(odd, "feed", { ...none, taken: new Set(["taken"]) })).toEqual(ids);
  expect(stableIds(odd, "other", none).get("a:b")).not.toBe(ids.get("a:b"));
});

test("an id that was chosen stays, also when the reason for it has gone", () => {
  const before = stableIds(["114", "115"], "feed", { ...none, taken: new Set(["114"]) });
  const former = new Set(before.values());
  expect(stableIds(["114", "115", "116"], "feed", { ...none, former })).toEqual(
    new Map([...before, ["116", "116"]]),
  );
});
