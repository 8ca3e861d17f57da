import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "@jest/globals";
import { createLogger } from "@railbooker/runtime/logger";
import type { PlanQuery } from "./plan.js";
import { createPlanner } from "./planner.js";
import { createPlannerPool, type PlannerPool, type PoolOptions } from "./planner-pool.js";
import { BREAKS, HANGS } from "./testing/bad-worker.js";
import { compilePlain } from "./testing/random-network.js";

const call = (location: number, minute: number) => ({
  location: String(location),
  arrival: minute * 60,
  departure: minute * 60,
  pickup: true,
  dropOff: true,
});

/** Each hour of the day a train from 0 to 1, and one on from 1 to 2 half an hour later. */
const network = compilePlain({
  locations: 3,
  trains: Array.from({ length: 24 }, (_, hour) => [
    {
      id: `a${hour}`,
      timeZone: "UTC",
      dates: ["2027-03-01", "2027-03-02"],
      calls: [call(0, hour * 60), call(1, hour * 60 + 20)],
    },
    {
      id: `b${hour}`,
      timeZone: "UTC",
      dates: ["2027-03-01", "2027-03-02"],
      calls: [call(1, hour * 60 + 30), call(2, hour * 60 + 50)],
    },
  ]).flat(),
});

const query: PlanQuery = {
  from: 0,
  to: 2,
  axis: "departure",
  order: "after",
  at: Date.parse("2027-03-01T08:00:00Z") / 1000,
  limit: 3,
  maxChanges: 5,
};

let pool: PlannerPool;
const open = (options: Partial<PoolOptions> = {}) => {
  const log = createLogger({ service: "test", level: "silent" });
  pool = createPlannerPool(network, { size: 1, deadlineMs: 10_000, longestQueue: 10, log, ...options });
  return pool;
};
afterEach(() => pool.close());

test("a thread plans as the planner does", async () => {
  const planned = await open().plan(query);
  expect(planned).toEqual(createPlanner(network).plan(query, () => undefined));
  expect(planned).toHaveLength(3);
});

test("what is told before a query is known to it", async () => {
  open();
  const [first] = await pool.plan(query);
  const [leg, next] = first?.legs ?? [];
  if (leg === undefined || next === undefined) throw new Error("no journey with a change was found");
  pool.update([{ train: leg.train, day: leg.day, delaySeconds: 6 * 60, cancelled: false }]);
  const [late] = await pool.plan(query);
  // Ten minutes to change are four now, and whoever takes the next train on may as well leave an hour later.
  expect(late?.departure).toBe((first?.departure ?? 0) + 3600);
});

test("many queries at once are all answered, in the threads there are", async () => {
  open({ size: 2, longestQueue: 100 });
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, hour) => pool.plan({ ...query, at: query.at + (hour % 10) * 3600 })),
  );
  answers.forEach((journeys, hour) => {
    expect(journeys[0]?.departure).toBe(query.at + (hour % 10) * 3600);
  });
});

test("a query that must wait too long or finds the queue full is refused with 503", async () => {
  open({ longestQueue: 0 });
  await expect(pool.plan(query)).rejects.toMatchObject({
    kind: "unavailable",
    code: "search-overloaded",
    retryAfterSeconds: 2,
  });
  await pool.close();
  open({ deadlineMs: -1 });
  await expect(pool.plan(query)).rejects.toMatchObject({ code: "search-overloaded" });
});

test.each([
  ["hangs", HANGS],
  ["breaks", BREAKS],
])("a thread that %s takes one query with it; the next thread knows what it was told", async (_, limit) => {
  open({ deadlineMs: 5_000, program: new URL("./testing/bad-worker.js", import.meta.url) });
  pool.update([{ train: 1, day: 1, delaySeconds: 60, cancelled: false }]);
  const [lost, kept] = await Promise.allSettled([pool.plan({ ...query, limit }), later()]);
  expect(lost).toMatchObject({ status: "rejected", reason: { code: "search-overloaded" } });
  expect(kept).toMatchObject({ status: "fulfilled", value: [{ departure: 1 }] });
});

/** A query that is asked while the first one is under way, and has time left when that is given up. */
const later = async () => {
  await sleep(4_000);
  return await pool.plan(query);
};
