import { describe, expect, test } from "@jest/globals";
import type { Fare } from "@railbooker/events/booking-shape";
import { exampleBooking } from "@railbooker/events/example-booking";
import { type StoredBooking, statusOf } from "./booking.js";
import { createReference } from "./reference.js";
import { quoteRefund, readQuoteId } from "./refund.js";
import type { Ride } from "./ride.js";

const before = new Date("2026-03-14T07:00:00Z");
const ticketId = exampleBooking.tickets[0]?.id ?? "";

function stored(fare: Fare, live: Partial<Ride> = {}): StoredBooking {
  const booking = { ...exampleBooking, legs: exampleBooking.legs.map((leg) => ({ ...leg, fare })) };
  const rides = new Map(
    booking.legs.map((leg) => {
      const times = { departure: new Date(leg.from.departure), arrival: new Date(leg.to.arrival) };
      return [leg.id, { ...times, cancelled: false, delayMinutes: 0, ...live }];
    }),
  );
  return {
    id: "b",
    userId: "u",
    version: 1,
    booking,
    rides,
    ticketPrices: new Map([[ticketId, 7980]]),
    compensated: new Map(),
    used: new Set(),
    sequences: new Map([[ticketId, 1]]),
  };
}

describe("refunds", () => {
  test.each([
    ["flex", 7980, 0],
    ["semi-flex", 6384, 1596],
    ["advance", 0, 7980],
  ] as const)("%s gives %i back and keeps %i", (fare, refund, fee) => {
    expect(quoteRefund(stored(fare), undefined, before)).toMatchObject({
      refund: { amount: refund },
      fee: { amount: fee },
    });
  });

  test("after departure nothing can be cancelled", () => {
    expect(() => quoteRefund(stored("flex"), undefined, new Date("2026-03-14T08:00:00Z"))).toThrow(
      /has left/,
    );
  });

  test.each([
    ["cancelled", { cancelled: true }, "2026-03-14T12:00:00Z"],
    ["an hour late", { delayMinutes: 60 }, "2026-03-14T08:30:00Z"],
  ])("of a train that is %s every fare is given back in full", (_what, live, time) => {
    for (const fare of ["flex", "semi-flex", "advance"] as const)
      expect(quoteRefund(stored(fare, live), undefined, new Date(time))).toMatchObject({
        refund: { amount: 7980 },
        fee: { amount: 0 },
      });
  });

  test("a train that is late has not left, and less than an hour changes no rule", () => {
    const late = stored("semi-flex", { delayMinutes: 59 });
    expect(quoteRefund(late, undefined, new Date("2026-03-14T08:30:00Z")).refund.amount).toBe(6384);
    expect(() => quoteRefund(late, undefined, new Date("2026-03-14T08:59:00Z"))).toThrow(/has left/);
  });

  test("tickets of other bookings are refused", () => {
    expect(() => quoteRefund(stored("flex"), ["00000000-0000-4000-8000-000000000000"], before)).toThrow();
  });

  test("a quote's id carries what was promised; anything else is none", () => {
    const quote = quoteRefund(stored("flex"), undefined, before);
    expect(readQuoteId(quote.id)).toEqual({ refund: 7980, validUntil: quote.validUntil });
    expect(readQuoteId("7980.x")).toBeUndefined();
  });
});

test("a booking's status follows its tickets", () => {
  const [valid, cancelled] = [{ status: "valid" as const }, { status: "cancelled" as const }];
  expect(statusOf([valid, valid])).toBe("confirmed");
  expect(statusOf([valid, cancelled])).toBe("partly-cancelled");
  expect(statusOf([cancelled, cancelled])).toBe("cancelled");
});

test("references have six letters that cannot be misread, and differ", () => {
  const drawn = Array.from({ length: 500 }, createReference);
  for (const reference of drawn) expect(reference).toMatch(/^(?![A-Z0-9]*[01258BIOSZ])[A-Z0-9]{6}$/);
  expect(new Set(drawn).size).toBeGreaterThan(498);
});
