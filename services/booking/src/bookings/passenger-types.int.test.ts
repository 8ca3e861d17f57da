import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type BookingService, startBookingService } from "./testing/booking-service.js";
import type { Client } from "./testing/client.js";
import { runOf } from "./testing/small-timetable.js";

let service: BookingService;
let ada: Client;

beforeAll(async () => {
  service = await startBookingService();
  ada = await service.newClient();
}, 60_000);
afterAll(() => service?.close());

/** The built-in tariff for 300 km, second class, flex. */
const price = { adult: 5500, child: 2750, senior: 4130 };
const leg = (daysAhead: number, train: "early" | "late" = "early") => ({
  runId: runOf(train, daysAhead),
  from: "A",
  to: "D",
  serviceClass: "second",
  fare: "flex",
});
const hold = (daysAhead: number, passengers: number, passengerTypes?: string[], train?: "late") =>
  ada.post("/api/holds", { legs: [leg(daysAhead, train)], passengers, passengerTypes });

function book(holdId: string, types: string[]) {
  const passengers = types.map((type, index) => ({ name: `Passenger ${index + 1}`, type }));
  const body = { holdId, passengers, contact: { email: ada.email }, payment: { token: "tok_ok" } };
  return ada.post("/api/bookings", body, { "idempotency-key": randomUUID() });
}

/** What was kept back on the card, and the price of each ticket, in the order of the passengers. */
async function paid(reference: string) {
  const [row] = await service.sql.rows<{ paid: number; tickets: number[] }>(
    `SELECT (SELECT sum(amount)::int FROM payments p WHERE p.booking_id = b.id) AS paid,
            (SELECT json_agg(t.price_amount ORDER BY p.position) FROM tickets t JOIN passengers p ON p.id = t.passenger_id
              WHERE t.booking_id = b.id AND t.status = 'valid') AS tickets
       FROM bookings b WHERE b.reference = $1`,
    [reference],
  );
  return row;
}

test("a hold is priced for the types it names, and each ticket costs its passenger's price, in any order", async () => {
  const held = await hold(3, 3, ["adult", "child", "senior"]);
  expect(held).toMatchObject({
    status: 201,
    body: {
      passengerTypes: ["adult", "child", "senior"],
      price: { amount: price.adult + price.child + price.senior },
      legs: [{ ticketPrices: price }],
    },
  });
  expect((await ada.get(`/api/holds/${held.body.id}`)).body).toEqual(held.body);
  const booked = await book(held.body.id, ["child", "senior", "adult"]);
  expect(booked).toMatchObject({ status: 201, body: { price: held.body.price } });
  expect(await paid(booked.body.reference)).toEqual({
    paid: held.body.price.amount,
    tickets: [price.child, price.senior, price.adult],
  });
});

test("a hold that says only how many they are counts adults; a child pays a child's price when it is booked", async () => {
  const held = await hold(4, 2);
  expect(held.body).toMatchObject({ price: { amount: 2 * price.adult } });
  expect(held.body).not.toHaveProperty("passengerTypes");
  const booked = await book(held.body.id, ["adult", "child"]);
  expect(booked).toMatchObject({ status: 201, body: { price: { amount: price.adult + price.child } } });
  expect(await paid(booked.body.reference)).toEqual({
    paid: price.adult + price.child,
    tickets: [price.adult, price.child],
  });
  const quote = await ada.get(
    `/api/bookings/${booked.body.reference}/refund-quote?tickets=${booked.body.tickets[1].id}`,
  );
  expect(quote.body.refund.amount + quote.body.fee.amount).toBe(price.child);
});

test("others than the hold is priced for are a 422 that names them; nothing is charged and the hold stays", async () => {
  const held = await hold(5, 2, ["adult", "child"]);
  expect(await book(held.body.id, ["adult", "adult"])).toMatchObject({
    status: 422,
    body: {
      code: "passenger-types",
      detail: expect.stringContaining("adult, child; adult, adult arrived"),
      errors: [{ pointer: "/passengers/1/type" }],
    },
  });
  expect(await service.sql.rows("SELECT 1 FROM payments WHERE hold_id = $1", [held.body.id])).toEqual([]);
  expect((await book(held.body.id, ["child", "adult"])).status).toBe(201);
});

test("as many types as passengers, or a 422", async () => {
  expect(await hold(6, 2, ["adult"])).toMatchObject({ status: 422, body: { code: "passenger-count" } });
  expect(await ada.get(`/api/trains?from=A&to=D&passengers=2&passengerTypes=child`)).toMatchObject({
    status: 422,
    body: { code: "passenger-count" },
  });
  expect(await hold(6, 1, ["dog"])).toMatchObject({ status: 400, body: { code: "invalid-request" } });
});

test("the search shows a party's price, and the hold asks the same", async () => {
  const departAfter = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  const query = `from=A&to=D&departAfter=${departAfter}T09:00&limit=1`;
  const flex = async (more: string) => {
    const { body } = await ada.get(`/api/trains?${query}${more}`);
    const offer = body.journeys[0].offers.find(
      (each: { serviceClass: string; fare: string }) =>
        each.serviceClass === "second" && each.fare === "flex",
    );
    return { amount: offer.price.amount, later: new URLSearchParams(body.later) };
  };
  expect((await flex("")).amount).toBe(price.adult);
  expect((await flex("&passengers=2")).amount).toBe(2 * price.adult);
  const family = await flex("&passengerTypes=adult,child,child");
  expect(family.amount).toBe(price.adult + 2 * price.child);
  expect(family.later.get("passengerTypes")).toBe("adult,child,child");
  expect((await hold(7, 3, ["adult", "child", "child"])).body.price.amount).toBe(family.amount);
  const journey = await ada.get(
    `/api/journeys/${encodeURIComponent(`${runOf("early", 7)}~A~D`)}?passengerTypes=senior`,
  );
  expect(journey.body.offers).toContainEqual(
    expect.objectContaining({
      serviceClass: "second",
      fare: "flex",
      price: { amount: price.senior, currency: "EUR" },
    }),
  );
});

test("an exchange is priced for those who travel", async () => {
  const booking = (await book((await hold(8, 1)).body.id, ["child"])).body;
  const next = (await hold(8, 1, undefined, "late")).body;
  const quote = await ada.get(`/api/bookings/${booking.reference}/exchange-quote?holdId=${next.id}`);
  expect(quote.body).toMatchObject({ price: { amount: price.child }, difference: { amount: 0 } });
  const done = await ada.post(
    `/api/bookings/${booking.reference}/exchange`,
    { holdId: next.id },
    { "idempotency-key": randomUUID() },
  );
  expect(done).toMatchObject({ status: 200, body: { price: { amount: price.child } } });
  expect(await paid(booking.reference)).toEqual({ paid: price.child, tickets: [price.child] });
});
