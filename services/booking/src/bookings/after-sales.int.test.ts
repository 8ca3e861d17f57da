import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Booking } from "@railbooker/events/booking-shape";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { readTicketCode } from "../tickets/ticket-code.js";
import { type BookingService, startBookingService } from "./testing/booking-service.js";
import type { Client, LegWish, Reply } from "./testing/client.js";
import { runOf } from "./testing/small-timetable.js";

let service: BookingService;
let ada: Client;
let operator: Client;

beforeAll(async () => {
  service = await startBookingService();
  ada = await service.newClient();
  operator = await (await service.newClient()).become("operator");
}, 60_000);
afterAll(() => service.close());

interface Wish {
  holdId: string;
  token?: string;
  tickets?: string[];
  key?: string;
}

const exchange = (booking: Booking, { holdId, token, tickets, key = randomUUID() }: Wish): Promise<Reply> =>
  ada.post(
    `/api/bookings/${booking.reference}/exchange`,
    {
      holdId,
      ...(tickets === undefined ? {} : { tickets }),
      ...(token === undefined ? {} : { payment: { token } }),
    },
    { "idempotency-key": key },
  );

async function held(leg: LegWish, passengers = 1): Promise<{ id: string; price: { amount: number } }> {
  const hold = await ada.hold(leg, passengers);
  expect(hold.status).toBe(201);
  return hold.body;
}

/** What the booking has cost so far, and what the provider has of it, once everything is settled. */
async function money(reference: string): Promise<{ price: number; kept: number }> {
  return waitFor("the payments to be settled", async () => {
    const [row] = await service.sql.rows<{ price: number; kept: number; open: number }>(
      `SELECT b.price_amount AS price, sum(s.amount - s.refunded)::int AS kept,
              count(*) FILTER (WHERE p.status <> 'captured' OR p.refunded <> s.refunded)::int AS open
         FROM bookings b JOIN payments p ON p.booking_id = b.id LEFT JOIN sandbox_payments s ON s.id = p.id
        WHERE b.reference = $1 GROUP BY b.id`,
      [reference],
    );
    return row?.open === 0 ? { price: row.price, kept: row.kept } : undefined;
  });
}

const claimsOf = async (booking: Booking) =>
  (
    await service.sql.rows<{ run_id: string; seat_id: string }>(
      "SELECT run_id, seat_id FROM seat_claims WHERE ticket_id = ANY($1::uuid[]) ORDER BY seat_id",
      [booking.tickets.map(({ id }) => id)],
    )
  ).length;

describe("exchange", () => {
  test("to a dearer ride: the difference is paid, the old seats are free, the old codes dead, the new ones higher", async () => {
    const booking = await ada.buy({ runId: runOf("early", 10), from: "A", to: "B", fare: "flex" }, 2);
    const hold = await held({ runId: runOf("late", 10), from: "A", to: "D", fare: "flex" }, 2);
    const difference = hold.price.amount - booking.price.amount;
    expect(difference).toBeGreaterThan(0);
    const quote = await ada.get(`/api/bookings/${booking.reference}/exchange-quote?holdId=${hold.id}`);
    expect(quote).toMatchObject({
      status: 200,
      body: { credit: booking.price, price: hold.price, difference: { amount: difference } },
    });

    expect(await exchange(booking, { holdId: hold.id })).toMatchObject({
      status: 422,
      body: { code: "payment-missing", difference: { amount: difference } },
    });
    expect(await exchange(booking, { holdId: hold.id, token: "tok_declined" })).toMatchObject({
      status: 402,
      body: { code: "payment-declined" },
    });
    expect(await claimsOf(booking)).toBe(2);

    const key = randomUUID();
    const done = await exchange(booking, { holdId: hold.id, token: "tok_ok", key });
    expect(done).toMatchObject({
      status: 200,
      body: {
        reference: booking.reference,
        status: "confirmed",
        price: { amount: hold.price.amount },
        passengers: booking.passengers,
        legs: [{ runId: runOf("late", 10) }],
      },
    });
    const after: Booking = done.body;
    expect(after.tickets.map(({ passenger }) => passenger.id).sort()).toEqual(
      booking.tickets.map(({ passenger }) => passenger.id).sort(),
    );
    expect(await exchange(booking, { holdId: hold.id, token: "tok_ok", key })).toMatchObject({
      status: 200,
      body: after,
    });
    expect(await exchange(booking, { holdId: hold.id, token: "tok_declined", key })).toMatchObject({
      status: 422,
      body: { code: "idempotency-key-reused" },
    });
    expect((await ada.get(`/api/bookings/${booking.reference}`)).body).toEqual(after);
    expect([await claimsOf(booking), await claimsOf(after)]).toEqual([0, 2]);
    expect(await money(booking.reference)).toEqual({ price: hold.price.amount, kept: hold.price.amount });

    const { keys } = (await ada.get("/.well-known/railbooker-ticket-keys.json")).body;
    for (const ticket of after.tickets)
      expect(readTicketCode(ticket.code, "RB", keys)).toMatchObject({
        claims: { sequence: 2, ticketId: ticket.id },
      });
    const revoked = (await ada.get("/.well-known/railbooker-revoked-tickets.json")).body.items;
    for (const { id } of booking.tickets)
      expect(revoked).toContainEqual(expect.objectContaining({ id, sequence: 1 }));
    const [event] = await service.sql.rows<{ type: string; version: number }>(
      "SELECT envelope->>'type' AS type, version FROM outbox WHERE subject = $1 ORDER BY id DESC LIMIT 1",
      [`bookings/${booking.reference}`],
    );
    expect(event).toEqual({ type: "com.railbooker.BookingExchanged.v1", version: 2 });
  });

  test("to a cheaper ride the difference comes back; then again; then it is cancelled: nothing is left", async () => {
    const booking = await ada.buy({ runId: runOf("early", 11), from: "A", to: "D" });
    const shorter = await held({ runId: runOf("late", 11), from: "A", to: "B" });
    expect((await exchange(booking, { holdId: shorter.id })).status).toBe(200);
    expect(await money(booking.reference)).toEqual({
      price: shorter.price.amount,
      kept: shorter.price.amount,
    });
    const longer = await held({ runId: runOf("early", 12), from: "A", to: "C" });
    expect((await exchange(booking, { holdId: longer.id, token: "tok_ok" })).status).toBe(200);
    expect(await money(booking.reference)).toEqual({ price: longer.price.amount, kept: longer.price.amount });
    expect((await ada.post(`/api/bookings/${booking.reference}/cancel`)).body.status).toBe("cancelled");
    expect(await money(booking.reference)).toEqual({ price: longer.price.amount, kept: 0 });
  });

  test("of one passenger's ticket leaves the other's as it was", async () => {
    const booking = await ada.buy({ runId: runOf("early", 13) }, 2);
    const [first, second] = booking.tickets;
    const hold = await held({ runId: runOf("late", 13) });
    const tickets = [first?.id ?? ""];
    const done = await exchange(booking, { holdId: hold.id, tickets, token: "tok_ok" });
    expect(done.status).toBe(200);
    expect(done.body.status).toBe("confirmed");
    expect(done.body.legs.map((leg: { runId: string }) => leg.runId)).toEqual([
      runOf("early", 13),
      runOf("late", 13),
    ]);
    expect(done.body.tickets).toContainEqual(second);
    expect(done.body.tickets.find(({ id }: { id: string }) => id === first?.id)).toBeUndefined();
  });

  test("is refused where the fare does not allow it, for another number of passengers, after departure, twice", async () => {
    const advance = await ada.buy({ runId: runOf("early", 14), fare: "advance" });
    expect(await ada.get(`/api/bookings/${advance.reference}/exchange-quote`)).toMatchObject({
      status: 422,
      body: { code: "not-exchangeable" },
    });
    const hold = await held({ runId: runOf("late", 14) });
    expect(await exchange(advance, { holdId: hold.id, token: "tok_ok" })).toMatchObject({
      status: 422,
      body: { code: "not-exchangeable" },
    });
    const two = await ada.buy({ runId: runOf("early", 14) }, 2);
    expect(await exchange(two, { holdId: hold.id, token: "tok_ok" })).toMatchObject({
      status: 422,
      body: { code: "passenger-count" },
    });
    const one = await ada.buy({ runId: runOf("early", 14) });
    expect(await ada.get(`/api/bookings/${one.reference}/exchange-quote`)).toEqual(
      expect.objectContaining({ status: 200, body: { tickets: [one.tickets[0]?.id], credit: one.price } }),
    );
    expect((await exchange(one, { holdId: hold.id, token: "tok_ok" })).status).toBe(200);
    expect(await exchange(one, { holdId: hold.id, token: "tok_ok" })).toMatchObject({
      status: 409,
      body: { code: "hold-booked" },
    });
    expect(await exchange(one, { holdId: randomUUID() })).toMatchObject({ status: 404 });
    const bob = await service.newClient();
    expect(await bob.get(`/api/bookings/${one.reference}/exchange-quote?holdId=${hold.id}`)).toMatchObject({
      status: 404,
      body: { code: "no-such-booking" },
    });
  });

  test("and cancel at the same instant: exactly one happens, the money adds up", async () => {
    for (let round = 0; round < 5; round++) {
      const booking = await ada.buy({ runId: runOf("early", 20 + round), from: "A", to: "B" });
      const hold = await held({ runId: runOf("late", 20 + round), from: "A", to: "D" });
      const [exchanged, cancelled] = await Promise.all([
        exchange(booking, { holdId: hold.id, token: "tok_ok" }),
        ada.post(`/api/bookings/${booking.reference}/cancel`, { tickets: [booking.tickets[0]?.id] }),
      ]);
      expect([exchanged.status, cancelled.status].sort()).toEqual([200, 422]);
      const { kept, price } = await money(booking.reference);
      expect(kept).toBe(exchanged.status === 200 ? price : 0);
      const loose = await service.sql.rows(
        `SELECT p.id FROM payments p JOIN sandbox_payments s ON s.id = p.id
          WHERE p.hold_id = $1 AND p.booking_id IS NULL AND s.status = 'captured'`,
        [hold.id],
      );
      expect(loose).toEqual([]);
    }
  });
});

describe("a train that the operator cancels", () => {
  test("every fare comes back in full or is exchanged free, also after its time", async () => {
    const runId = runOf("early", 30);
    const [refunded, changed] = [
      await ada.buy({ runId, fare: "advance" }),
      await ada.buy({ runId, fare: "advance" }),
    ];
    expect((await operator.post(`/api/operator/trains/${runId}/cancel`, { reason: "Storm" })).status).toBe(
      200,
    );
    expect((await ada.get(`/api/bookings/${refunded.reference}/refund-quote`)).body).toMatchObject({
      refund: refunded.price,
      fee: { amount: 0 },
    });
    expect((await ada.post(`/api/bookings/${refunded.reference}/cancel`)).status).toBe(200);
    expect((await money(refunded.reference)).kept).toBe(0);
    const hold = await held({ runId: runOf("late", 30), fare: "advance" });
    const quote = await ada.get(`/api/bookings/${changed.reference}/exchange-quote?holdId=${hold.id}`);
    expect(quote.body.credit).toEqual(changed.price);
    expect((await exchange(changed, { holdId: hold.id, token: "tok_ok" })).status).toBe(200);
  });
});

describe("compensation for a late arrival", () => {
  const delay = (runId: string, minutes: number) =>
    operator.post(`/api/operator/trains/${runId}/delay`, { minutes, reason: "Signal failure" });
  const until = (runId: string, time: string) =>
    service.pass(Date.parse(`${runId.slice(-10)}T${time}Z`) - service.now().getTime());

  test("none before the train has arrived; 25 % from an hour, 50 % from two, once; cancelled tickets have none", async () => {
    const [early, late] = [runOf("early", 40), runOf("late", 40)];
    const hour = await ada.buy({ runId: early, fare: "advance" }, 2);
    const hours = await ada.buy({ runId: late });
    await delay(early, 60);
    await delay(late, 120);
    await ada.post(`/api/bookings/${hour.reference}/cancel`, { tickets: [hour.tickets[1]?.id] });
    const path = (booking: Booking) => `/api/bookings/${booking.reference}/compensation`;
    expect((await ada.get(path(hour))).body).toEqual({
      items: [],
      claimable: { amount: 0, currency: "EUR" },
    });
    expect(await ada.post(path(hour))).toMatchObject({ status: 422, body: { code: "no-compensation" } });

    until(early, "14:01:00");
    await ada.signIn();
    const price =
      (
        await service.sql.rows<{ price: number }>("SELECT price_amount AS price FROM tickets WHERE id = $1", [
          hour.tickets[0]?.id,
        ])
      )[0]?.price ?? 0;
    const quarter = Math.floor(price / 4);
    expect((await ada.get(path(hour))).body).toMatchObject({
      items: [
        {
          ticket: hour.tickets[0]?.id,
          delayMinutes: 60,
          percent: 25,
          amount: { amount: quarter },
          claimed: false,
        },
      ],
      claimable: { amount: quarter },
    });
    const claims = await Promise.all([ada.post(path(hour)), ada.post(path(hour)), ada.post(path(hour))]);
    expect(claims.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(claims.find(({ status }) => status === 409)?.body.code).toBe("compensation-claimed");
    expect((await ada.get(path(hour))).body).toMatchObject({
      items: [{ claimed: true }],
      claimable: { amount: 0 },
    });
    const { kept } = await money(hour.reference);
    expect(kept).toBe(price - quarter);

    until(late, "20:01:00");
    await ada.signIn();
    expect((await ada.post(path(hours))).body).toMatchObject({ items: [{ percent: 50, delayMinutes: 120 }] });
    expect((await money(hours.reference)).kept).toBe(hours.price.amount - Math.floor(hours.price.amount / 2));
  });
});
