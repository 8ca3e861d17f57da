import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Booking } from "@railbooker/events/booking-shape";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { type BookingService, startBookingService } from "../bookings/testing/booking-service.js";
import type { Client, LegWish, Reply } from "../bookings/testing/client.js";
import { runOf } from "../bookings/testing/small-timetable.js";

let service: BookingService;
let ada: Client;
let bob: Client;
let cem: Client;

beforeAll(async () => {
  service = await startBookingService();
  [ada, bob, cem] = await Promise.all([service.newClient(), service.newClient(), service.newClient()]);
}, 60_000);
afterAll(() => service.close());

const wait = (who: Client, leg: LegWish, passengers = 1): Promise<Reply> =>
  who.post("/api/waitlist", { from: "A", to: "D", serviceClass: "second", fare: "flex", passengers, ...leg });

/** Buys all eight seats of second class, in parties of the sizes given. */
async function sellOut(runId: string, parties: number[], leg: Partial<LegWish> = {}): Promise<Booking[]> {
  const bookings: Booking[] = [];
  for (const party of parties) bookings.push(await ada.buy({ runId, ...leg }, party));
  return bookings;
}

const cancel = (booking: Booking) => ada.post(`/api/bookings/${booking.reference}/cancel`);
const entry = async (who: Client, id: string) => (await who.get(`/api/waitlist/${id}`)).body;
const promoted = (who: Client, id: string) =>
  waitFor("the promotion", async () => {
    const now = await entry(who, id);
    return now.status === "promoted" ? now : undefined;
  });
const eventsOf = async (id: string) =>
  (
    await service.sql.rows<{ type: string }>(
      "SELECT envelope->>'type' AS type FROM outbox WHERE subject = $1 ORDER BY id",
      [`waitlist/${id}`],
    )
  ).map(({ type }) => type.split(".")[2]);

describe("joining", () => {
  test("is for sold-out legs alone, once for each traveller, with the place shown", async () => {
    const runId = runOf("early", 10);
    expect(await wait(bob, { runId })).toMatchObject({ status: 422, body: { code: "not-sold-out" } });
    await sellOut(runId, [4, 3]);
    expect(await wait(bob, { runId })).toMatchObject({ status: 422, body: { code: "not-sold-out" } });
    const pair = await wait(bob, { runId }, 2);
    expect(pair).toMatchObject({ status: 201, body: { status: "waiting", position: 1, passengers: 2 } });
    expect(await wait(bob, { runId }, 2)).toMatchObject({ status: 409, body: { code: "already-waiting" } });
    await sellOut(runId, [1]);
    expect((await wait(cem, { runId })).body.position).toBe(2);
    expect((await bob.get("/api/waitlist")).body.items).toMatchObject([{ id: pair.body.id, position: 1 }]);
    expect(await eventsOf(pair.body.id)).toEqual(["WaitlistJoined"]);
  });

  test("what cannot be sold cannot be waited for; another's entry is not there", async () => {
    expect(await wait(bob, { runId: "nothing.2027-01-01" })).toMatchObject({
      status: 404,
      body: { code: "no-such-run" },
    });
    expect(await wait(bob, { runId: runOf("early", -1) })).toMatchObject({
      status: 422,
      body: { code: "train-departed" },
    });
    const runId = runOf("early", 11);
    await sellOut(runId, [8]);
    const { body } = await wait(bob, { runId });
    for (const method of ["GET", "DELETE"])
      expect(await cem.send(method, `/api/waitlist/${body.id}`)).toMatchObject({
        status: 404,
        body: { code: "no-such-waitlist-entry" },
      });
  });
});

describe("seats that come free", () => {
  test("by cancelling go to the first who fits, held for half an hour, and are then paid as any hold", async () => {
    const runId = runOf("early", 12);
    const [pair, single] = (await sellOut(runId, [2, 1, 5])) as [Booking, Booking, Booking];
    const large = (await wait(bob, { runId }, 3)).body;
    const small = (await wait(cem, { runId })).body;
    await cancel(single);
    const now = await promoted(cem, small.id);
    expect(Date.parse(now.expiresAt) - service.now().getTime()).toBeGreaterThan(29 * 60_000);
    expect((await entry(bob, large.id)).position).toBe(1);
    expect(await eventsOf(small.id)).toEqual(["WaitlistJoined", "WaitlistConfirmed"]);
    const hold = (await cem.get(`/api/holds/${now.holdId}`)).body;
    expect(hold.legs[0].seats.map(({ id }: { id: string }) => id)).toEqual([single.tickets[0]?.seat.id]);
    expect((await cem.book(hold)).status).toBe(201);
    expect((await entry(cem, small.id)).status).toBe("booked");
    await cancel(pair);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await entry(bob, large.id)).status).toBe("waiting");
  });

  test("on part of the way go to those who ride that part", async () => {
    const runId = runOf("early", 13);
    await sellOut(runId, [7]);
    const [first] = (await sellOut(runId, [1], { from: "A", to: "B" })) as [Booking];
    await sellOut(runId, [1], { from: "B", to: "D" });
    const through = (await wait(bob, { runId })).body;
    const part = (await wait(cem, { runId, from: "A", to: "B" })).body;
    expect(part.position).toBe(2);
    await cancel(first);
    expect((await promoted(cem, part.id)).status).toBe("promoted");
    expect((await entry(bob, through.id)).status).toBe("waiting");
  });

  test("by an expired hold, and by an expired promotion, go to the next", async () => {
    const runId = runOf("early", 14);
    await sellOut(runId, [7]);
    const hold = (await ada.hold({ runId })).body;
    const first = (await wait(bob, { runId })).body;
    const second = (await wait(cem, { runId })).body;
    service.pass(11 * 60_000);
    await promoted(bob, first.id);
    expect((await ada.get(`/api/holds/${hold.id}`)).body.status).toBe("expired");
    expect((await entry(cem, second.id)).position).toBe(1);
    service.pass(31 * 60_000);
    await promoted(cem, second.id);
    expect((await entry(bob, first.id)).status).toBe("expired");
  }, 40_000);

  test("by an exchange go to who waits", async () => {
    const runId = runOf("early", 15);
    const [one] = (await sellOut(runId, [1, 7])) as [Booking, Booking];
    const waiting = (await wait(bob, { runId })).body;
    const other = (await ada.hold({ runId: runOf("late", 15) })).body;
    await ada.post(
      `/api/bookings/${one.reference}/exchange`,
      { holdId: other.id, payment: { token: "tok_ok" } },
      { "idempotency-key": "e1" },
    );
    await promoted(bob, waiting.id);
  });

  test("are not for those who have left", async () => {
    const runId = runOf("early", 16);
    const [one] = (await sellOut(runId, [1, 7])) as [Booking, Booking];
    const gone = (await wait(bob, { runId })).body;
    const next = (await wait(cem, { runId })).body;
    expect((await bob.send("DELETE", `/api/waitlist/${gone.id}`)).status).toBe(204);
    expect((await entry(bob, gone.id)).status).toBe("left");
    expect((await entry(cem, next.id)).position).toBe(1);
    await cancel(one);
    await promoted(cem, next.id);
  });

  test("in a crowd: each seat to one, in order, nobody twice", async () => {
    const runId = runOf("early", 17);
    const singles = await sellOut(runId, [1, 1, 1, 1, 1, 1, 1, 1]);
    const crowd = await Promise.all(Array.from({ length: 12 }, () => service.newClient()));
    const ids: string[] = [];
    for (const who of crowd) ids.push((await wait(who, { runId })).body.id);
    await Promise.all(singles.slice(0, 6).map(cancel));
    await promoted(crowd[5] as Client, ids[5] ?? "");
    const states = await Promise.all(crowd.map((who, i) => entry(who, ids[i] ?? "")));
    expect(states.map(({ status }) => status)).toEqual([
      ...Array(6).fill("promoted"),
      ...Array(6).fill("waiting"),
    ]);
    expect(new Set(states.slice(0, 6).map(({ holdId }) => holdId)).size).toBe(6);
    const [{ seats } = { seats: 0 }] = await service.sql.rows<{ seats: number }>(
      "SELECT count(DISTINCT seat_id)::int AS seats FROM seat_claims WHERE run_id = $1",
      [runId],
    );
    expect(seats).toBe(8);
  });
});

test("an entry for a train that does not run any more is ended when seats are looked for", async () => {
  const operator = await (await service.newClient()).become("operator");
  const runId = runOf("early", 18);
  const [one] = (await sellOut(runId, [1, 7])) as [Booking, Booking];
  const waiting = (await wait(bob, { runId })).body;
  await operator.post(`/api/operator/trains/${runId}/cancel`, { reason: "Storm" });
  await cancel(one);
  await waitFor("the end", async () => (await entry(bob, waiting.id)).status === "ended");
});
