import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { createHold } from "./create-hold.js";
import { lockInventory } from "./inventory-lock.js";
import { createKnownRuns } from "./known-runs.js";
import { createRecentTakes } from "./recent-takes.js";
import { releaseHold } from "./release-hold.js";
import { command, leg, openSeating, runId, type SeatingWorld, seatIds } from "./testing/seating-world.js";

let world: SeatingWorld;
/** How often it has looked at runs, each time in a transaction. */
let looks = 0;
let buy: ReturnType<typeof createHold>;

beforeEach(async () => {
  world = await openSeating({
    segments: 4,
    plan: [{ serviceClass: "second", rows: 2 }],
    purchaseLimit: 4,
  });
  looks = 0;
  const { inTransaction, ...deps } = world.deps;
  buy = createHold({
    ...deps,
    inTransaction: (work) => {
      looks += 1;
      return inTransaction(work);
    },
    recent: createRecentTakes(),
    known: createKnownRuns(),
  });
  await buy(command([leg(0, 1)]));
  expect(looks).toBe(1);
});
afterEach(() => world.close());

const claims = async () =>
  (await world.sql.rows<{ n: number }>("SELECT count(*)::int AS n FROM seat_claims"))[0]?.n;

test("a run is looked at once; who comes later takes seats by memory, many at the same time", async () => {
  const holds = await Promise.all(Array.from({ length: 7 }, () => buy(command([leg(0, 4)]))));
  expect(new Set(holds.flatMap((hold) => seatIds(hold))).size).toBe(7);
  await expect(buy(command([leg(0, 1)]))).rejects.toMatchObject({ code: "seats-taken" });
  expect(looks).toBe(1);
  expect(await claims()).toBe(8);
});

test("what another process has taken or given back is noticed, and refusals are true", async () => {
  const other = world.process();
  const theirs = await other(command([leg(0, 4, { seats: ["1-6"] })]));
  await expect(buy(command([leg(1, 3, { seats: ["1-6"] })]))).rejects.toMatchObject({ code: "seats-taken" });
  await buy(command([leg(0, 4, { seats: ["1-7"] })]));
  await releaseHold(world.deps)(theirs.id, theirs.userId);
  expect(seatIds(await buy(command([leg(1, 3, { seats: ["1-6"] })])))).toEqual(["1-6"]);
  expect(await claims()).toBe(3);
});

test("a cancellation stops the sale at once, and so does a call that is no longer made", async () => {
  await world.sql.rows("INSERT INTO run_status (run_id, status, version) VALUES ($1, 'cancelled', 1)", [
    runId,
  ]);
  await expect(buy(command([leg(0, 1)]))).rejects.toMatchObject({ code: "train-cancelled" });
  await world.sql.rows("UPDATE run_status SET status = 'scheduled', version = 2");
  await buy(command([leg(0, 1)]));
  await world.deps.inTransaction(async (sql) => {
    await lockInventory(sql);
    await sql.rows("UPDATE calls SET pickup = false WHERE position = 0");
  });
  await expect(buy(command([leg(0, 1)]))).rejects.toMatchObject({ code: "no-such-leg" });
  expect(await claims()).toBe(2);
});

test("the limit counts what a user has from other processes", async () => {
  const userId = randomUUID();
  await world.process()(command([leg(0, 1)], 3, userId));
  await buy(command([leg(0, 1)]));
  await expect(buy(command([leg(1, 2)], 2, userId))).rejects.toMatchObject({ code: "purchase-limit" });
  await buy(command([leg(1, 2)], 1, userId));
});

test("a hold past its time ends before the next buyer is refused", async () => {
  await Promise.all(Array.from({ length: 7 }, () => buy(command([leg(0, 4)]))));
  world.pass(11 * 60_000);
  await expect(buy(command([leg(0, 4)], 4))).resolves.toMatchObject({ passengers: 4 });
});

test("two processes that take turns on a run sell it out, and no seat twice", async () => {
  const other = world.process();
  const outcomes = await Promise.allSettled(
    Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? buy : other)(command([leg(i % 4, (i % 4) + 1)]))),
  );
  const refused = outcomes.flatMap((each) => (each.status === "rejected" ? [each.reason.code] : []));
  expect(new Set(refused)).toEqual(new Set(["seats-taken"]));
  expect(await claims()).toBe(8 * 4);
});
