import { expect, test } from "@jest/globals";
import type { Cache } from "../cache/cache.js";
import type { PricedLeg } from "../timetable/offers.js";
import { cachedOccupancy, forgetOccupancy } from "./cached-occupancy.js";

function memory(): Cache {
  const groups = new Map<string, Record<string, unknown>>();
  return {
    read: async <T>(names: readonly string[]) => names.map((name) => groups.get(name) as Record<string, T>),
    write: (entries) => {
      for (const { group, known, fresh } of entries) groups.set(group, { ...known, ...fresh });
    },
    drop: (names) => {
      for (const name of names) groups.delete(name);
    },
  };
}

const leg = (runId: string, fromPosition: number): PricedLeg => ({
  run: { runId, category: "ICE", routeType: 101, status: "scheduled" },
  fromPosition,
  toPosition: 9,
  distanceKm: 1,
  departure: new Date(0),
});

test("only what is not known is asked for, in one question, and stays in its place", async () => {
  const questions: string[][] = [];
  const cache = memory();
  const occupancyOf = cachedOccupancy(async (legs) => {
    questions.push(legs.map(({ run, fromPosition }) => `${run.runId}/${fromPosition}`));
    return legs.map(({ fromPosition }) => [{ serviceClass: "second", seats: 100, inUse: fromPosition }]);
  }, cache);
  const inUse = async (...legs: PricedLeg[]) => (await occupancyOf(legs)).map(([one]) => one?.inUse);
  expect(await inUse(leg("a", 1), leg("b", 2))).toEqual([1, 2]);
  expect(await inUse(leg("b", 2), leg("a", 3), leg("a", 1), leg("c", 4))).toEqual([2, 3, 1, 4]);
  forgetOccupancy(cache, "a");
  expect(await inUse(leg("a", 1), leg("b", 2))).toEqual([1, 2]);
  expect(questions).toEqual([["a/1", "b/2"], ["a/3", "c/4"], ["a/1"]]);
});
