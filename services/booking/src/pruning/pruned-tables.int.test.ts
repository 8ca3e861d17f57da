import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { type BookingService, startBookingService } from "../bookings/testing/booking-service.js";
import type { Client } from "../bookings/testing/client.js";
import { runOf } from "../bookings/testing/small-timetable.js";
import { prunedTables } from "./pruned-tables.js";

let service: BookingService;
let ada: Client;

beforeAll(async () => {
  service = await startBookingService();
  ada = await service.newClient();
}, 60_000);
afterAll(() => service.close());

const dayMs = 24 * 3_600_000;

/** What the tables hold once everything has been pruned, so many days later. */
async function prunedAfter(daysLater: number) {
  for (const { days, prune } of Object.values(prunedTables)) {
    const before = new Date(service.now().getTime() + (daysLater - days) * dayMs);
    for (let gone = 2; gone === 2; ) gone = await prune(service.sql, before, 2);
  }
  const [holds, legs, entries, keys] = await Promise.all(
    ["holds", "hold_legs", "waitlist_entries", "idempotency_keys"].map(rowsOf),
  );
  return { holds, legs, entries, keys };
}

const rowsOf = async (table: string) =>
  (await service.sql.rows<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`))[0]?.count;

const wait = (who: Client, runId: string) =>
  who.post("/api/waitlist", {
    runId,
    from: "A",
    to: "D",
    serviceClass: "second",
    fare: "flex",
    passengers: 1,
  });

test("what is past its use goes after a month, in batches; what stands or was sold stays", async () => {
  const [full, sold] = [runOf("early", 10), runOf("late", 10)];
  const bob = await service.newClient();
  const holds: { id: string; passengers: number }[] = [];
  for (const passengers of [3, 1, 1, 1, 1, 1]) holds.push((await ada.hold({ runId: full }, passengers)).body);
  const [bought, standing, ...released] = holds;
  if (bought === undefined || standing === undefined) throw new Error("no hold");
  const key = randomUUID();
  expect((await ada.book(bought, "tok_ok", key)).status).toBe(201);
  const left = await wait(ada, full);
  expect((await ada.send("DELETE", `/api/waitlist/${left.body.id}`)).status).toBe(204);
  const promoted = await wait(bob, full);
  for (const { id } of released) expect((await ada.send("DELETE", `/api/holds/${id}`)).status).toBe(204);
  await waitFor(
    "the promotion",
    async () => (await bob.get(`/api/waitlist/${promoted.body.id}`)).body.status === "promoted",
  );
  expect((await ada.hold({ runId: sold }, 8)).status).toBe(201);
  expect((await wait(bob, sold)).status).toBe(201);

  // Six of the first run, one that the waiting list gave, one of the second run.
  expect(await prunedAfter(29)).toEqual({ holds: 8, legs: 8, entries: 3, keys: 1 });
  expect(await prunedAfter(31)).toEqual({ holds: 4, legs: 4, entries: 1, keys: 0 });
  // The key is forgotten, and all the same nothing is bought twice.
  expect(await ada.book(bought, "tok_ok", key)).toMatchObject({
    status: 409,
    body: { code: "hold-booked" },
  });
}, 60_000);
