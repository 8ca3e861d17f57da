import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createOwnRedis, type OwnRedis } from "@railbooker/runtime/testing/redis-server";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { type BookingService, startBookingService } from "../bookings/testing/booking-service.js";
import type { Client } from "../bookings/testing/client.js";
import { runOf } from "../bookings/testing/small-timetable.js";

/** 3 seconds. */
const HOLD_MINUTES = "0.05";
let redis: OwnRedis;
let service: BookingService;
let ada: Client;

beforeAll(async () => {
  redis = await createOwnRedis();
  service = await startBookingService({
    env: { HOLD_MINUTES, PURCHASE_LIMIT: "4", REDIS_URL: redis.url },
  });
  ada = await service.newClient();
}, 60_000);
afterAll(async () => {
  await service?.close();
  await redis?.remove();
});

const legs = (seats?: string[]) => [
  {
    runId: runOf("early", 3),
    from: "A",
    to: "C",
    serviceClass: "second",
    fare: "flex",
    ...(seats && { seats }),
  },
];
const hold = (client: Client, passengers: number, seats?: string[]) =>
  client.send("POST", "/api/holds", { legs: legs(seats), passengers });
const statusOf = async (id: string) => {
  const [row] = await service.sql.rows<{ status: string }>("SELECT status FROM holds WHERE id = $1", [id]);
  return row?.status;
};

test("a hold ends at its time through the queue, long before the sweeper comes round", async () => {
  const held = await hold(ada, 1);
  expect(held).toMatchObject({ status: 201, body: { status: "active" } });
  const start = Date.now();
  await waitFor("the hold's end", async () => (await statusOf(held.body.id)) === "expired");
  expect(Date.now() - start).toBeGreaterThan(2_500);
});

test("extended once it ends later; twice is a 409, after its end a 410, another's a 404", async () => {
  const { body } = await hold(ada, 1);
  await new Promise((resolve) => setTimeout(resolve, 600));
  const path = `/api/holds/${body.id}/extend`;
  const longer = await ada.send("POST", path);
  expect(longer.status).toBe(200);
  expect(Date.parse(longer.body.expiresAt)).toBeGreaterThan(Date.parse(body.expiresAt) + 400);
  expect(await ada.send("POST", path)).toMatchObject({ status: 409, body: { code: "already-extended" } });
  const bob = await service.newClient();
  expect(await bob.send("POST", path)).toMatchObject({ status: 404, body: { code: "no-such-hold" } });
  await waitFor("the hold's end", async () => (await statusOf(body.id)) === "expired");
  expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(longer.body.expiresAt));
  expect(await ada.send("POST", path)).toMatchObject({ status: 410, body: { code: "hold-expired" } });
});

test("more seats on one run than the limit are a 429 that says when to come back", async () => {
  const bob = await service.newClient();
  const held = await hold(bob, 3);
  const refused = await hold(bob, 2);
  expect(refused).toMatchObject({ status: 429, body: { code: "purchase-limit" } });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  await bob.send("DELETE", `/api/holds/${held.body.id}`);
  expect((await hold(bob, 2, ["2-1", "2-2"])).status).toBe(201);
});

test("where no seat is free throughout, a change of seats is offered to who allows it, and ends up on the ticket", async () => {
  const runId = runOf("late", 4);
  const wish = { runId, from: "A", to: "D", serviceClass: "second", fare: "flex" };
  const sellers = await Promise.all([1, 2].map(() => service.newClient()));
  const fill = async (client: Client | undefined, from: string, to: string, seats: string[]) =>
    expect((await client?.hold({ runId, from, to, seats }, seats.length))?.status).toBe(201);
  await fill(sellers[0], "A", "B", ["2-1", "2-2", "2-3", "2-4"]);
  await fill(sellers[1], "C", "D", ["2-5", "2-6", "2-7", "2-8"]);
  const bob = await service.newClient();
  expect(await bob.hold(wish)).toMatchObject({ status: 409, body: { code: "seats-taken" } });
  const held = await bob.post("/api/holds", { legs: [{ ...wish, allowSplit: true }], passengers: 2 });
  expect(held).toMatchObject({ status: 201, body: { legs: [{ split: { at: "C" } }] } });
  const [{ seats, next }] = held.body.legs.map((leg: { split: unknown }) => leg.split);
  const booked = await bob.book(held.body);
  expect(booked.status).toBe(201);
  for (const [index, ticket] of booked.body.tickets.entries())
    expect(ticket).toMatchObject({
      seat: seats[index],
      changeSeat: { at: { id: "C", name: "Cstadt" }, seat: next[index] },
    });
  expect(await bob.get(`/api/bookings/${booked.body.reference}`)).toMatchObject({ body: booked.body });
  const claims = await service.sql.rows(
    "SELECT 1 FROM seat_claims WHERE run_id = $1 AND ticket_id IS NOT NULL AND expires_at IS NULL",
    [runId],
  );
  expect(claims).toHaveLength(4);
  expect((await bob.post(`/api/bookings/${booked.body.reference}/cancel`)).status).toBe(200);
  expect(
    await service.sql.rows("SELECT 1 FROM seat_claims WHERE run_id = $1 AND ticket_id IS NOT NULL", [runId]),
  ).toHaveLength(0);
});

test("with Redis gone a hold still ends, and its seat goes to the next buyer at once", async () => {
  await redis.kill();
  const bob = await service.newClient().catch(() => ada);
  const held = await hold(bob, 1, ["2-7"]);
  expect(held.status).toBe(201);
  expect(await hold(ada, 1, ["2-7"])).toMatchObject({ status: 409, body: { code: "seats-taken" } });
  await waitFor("the seat", async () => (await hold(ada, 1, ["2-7"])).status === 201, 3000);
  expect(await statusOf(held.body.id)).toBe("expired");
  await redis.start();
}, 30_000);
