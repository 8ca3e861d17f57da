import { expect, test } from "@jest/globals";
import { exampleBooking } from "@railbooker/events/example-booking";
import type { Hold } from "../seating/hold.js";
import type { StoredBooking } from "./booking.js";
import { quoteExchange } from "./exchange.js";

const [ticket] = exampleBooking.tickets;
const [leg] = exampleBooking.legs;
if (ticket === undefined || leg === undefined) throw new Error("the example is empty");
const now = new Date(Date.parse(leg.from.departure) - 3_600_000);
const prices = { adult: 9000, child: 4500, senior: 8000 };
const hold: Hold = {
  id: "h",
  userId: "u",
  status: "active",
  passengers: 1,
  price: { amount: 9000, currency: exampleBooking.price.currency },
  expiresAt: new Date(now.getTime() + 60_000),
  extended: false,
  legs: [
    {
      id: "l",
      runId: leg.runId,
      from: leg.from.id,
      to: leg.to.id,
      fromPosition: 0,
      toPosition: 1,
      serviceClass: "second",
      fare: "flex",
      price: { amount: 9000, currency: exampleBooking.price.currency },
      ticketPrices: prices,
      seats: [{ id: "1-1", coach: "1", number: "1" }],
    },
  ],
};

const issued = (times: number): StoredBooking => ({
  id: "b",
  userId: "u",
  version: times,
  rides: new Map([
    [
      leg.id,
      {
        departure: new Date(leg.from.departure),
        arrival: new Date(leg.to.arrival),
        cancelled: false,
        delayMinutes: 0,
      },
    ],
  ]),
  compensated: new Map(),
  used: new Set(),
  sequences: new Map([[ticket.id, times]]),
  ticketPrices: new Map([[ticket.id, 7980]]),
  booking: { ...exampleBooking, tickets: [ticket] },
});

test("tickets are exchanged until their codes can count no further, and then refused", () => {
  expect(quoteExchange(issued(254), undefined, hold, now)).toMatchObject({
    sequence: 254,
    credit: { amount: 7980 },
    difference: { amount: 1020 },
  });
  expect(() => quoteExchange(issued(255), undefined, hold, now)).toThrow(/exchanged 254 times/);
});
