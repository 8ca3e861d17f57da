import { describe, expect, test } from "@jest/globals";
import type { Fare, ServiceClass } from "@railbooker/events/booking-shape";
import { compileSchema } from "@railbooker/runtime/schema";
import fc from "fast-check";
import { checkTariff } from "./check-tariff.js";
import { type TicketToPrice, ticketPrice } from "./price.js";
import { builtInTariff, fares, passengerTypes, serviceClasses, Tariff } from "./tariff.js";

const price = (ticket: Partial<TicketToPrice>, tariff = builtInTariff) =>
  ticketPrice(tariff, {
    distanceKm: 300,
    serviceClass: "second",
    fare: "flex",
    passenger: "adult",
    filled: 0,
    daysLeft: 30,
    ...ticket,
  });

describe("the built-in tariff", () => {
  test("is one that an operator could set", () => {
    expect(compileSchema(Tariff)(builtInTariff)).toMatchObject({ ok: true });
    expect(() => checkTariff(builtInTariff)).not.toThrow();
  });

  test.each([
    [{ distanceKm: 100 }, 2100],
    [{ distanceKm: 300 }, 5500],
    [{ distanceKm: 600 }, 8800],
    [{ distanceKm: 1 }, 290],
    [{ fare: "advance", distanceKm: 600 }, 3520],
    [{ fare: "advance", distanceKm: 600, filled: 0.25 }, 4400],
    [{ fare: "advance", distanceKm: 600, daysLeft: 13.9 }, 4400],
    [{ fare: "advance", distanceKm: 600, filled: 0.5 }, 5720],
    [{ fare: "advance", distanceKm: 600, filled: 1, daysLeft: 0.1 }, 7480],
    [{ passenger: "child", distanceKm: 100 }, 1050],
    [{ passenger: "senior", distanceKm: 100 }, 1580],
    [{ serviceClass: "first", distanceKm: 100 }, 3360],
  ] as const)("%j costs %i", (ticket, cents) => {
    expect(price(ticket)).toBe(cents);
  });

  test("each further kilometre costs less than the one before", () => {
    const at = (distanceKm: number) => price({ distanceKm });
    expect(at(600) - at(500)).toBeLessThan(at(200) - at(100));
  });
});

const share = fc.double({ min: 0, max: 1, noNaN: true });
const ticket = fc.record({
  distanceKm: fc.double({ min: 0, max: 3000, noNaN: true }),
  serviceClass: fc.constantFrom(...serviceClasses),
  fare: fc.constantFrom(...fares),
  passenger: fc.constantFrom(...passengerTypes),
  filled: share,
  daysLeft: fc.double({ min: -1, max: 120, noNaN: true }),
});

/** Any tariff that the check lets through; built to pass it, so that few draws are thrown away. */
const tariff = fc
  .record({
    rates: fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { minLength: 1, maxLength: 4 }),
    classFactor: fc.double({ min: 1, max: 3, noNaN: true }),
    factors: fc.array(fc.double({ min: 0.05, max: 3, noNaN: true }), { minLength: 3, maxLength: 3 }),
    rises: fc.array(
      fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), share, fc.integer({ min: 0, max: 60 })),
      {
        maxLength: 3,
      },
    ),
    roundTo: fc.integer({ min: 1, max: 100 }),
    minimum: fc.integer({ min: 0, max: 1000 }),
  })
  .map(({ rates, classFactor, factors, rises, roundTo, minimum }): Tariff => {
    const bands = rates.map((rate, i) => ({ upToKm: i === rates.length - 1 ? null : (i + 1) * 120, rate }));
    const [low = 1, middle = 1, high = 1] = [...factors].sort((a, b) => a - b);
    const buckets = (factor: number) => {
      let level = factor;
      return [
        ...rises.map(([rise, filledBelow, daysBefore]) => {
          const bucket = { factor: level, filledBelow: Math.max(0.01, filledBelow), daysBefore };
          level += rise;
          return bucket;
        }),
        { factor: level, filledBelow: 1, daysBefore: 0 },
      ];
    };
    return {
      currency: "EUR",
      roundTo,
      minimum,
      distance: {
        second: bands,
        first: bands.map((band) => ({ ...band, rate: band.rate * classFactor })),
      },
      passengers: { adult: 1, child: 0.5, senior: 0.8 },
      fares: { advance: buckets(low), "semi-flex": buckets(middle), flex: buckets(high) },
    };
  });

describe("every tariff that passes the check", () => {
  test("is never cheaper when the train is fuller or its date nearer", () => {
    fc.assert(
      fc.property(
        tariff,
        ticket,
        share,
        fc.double({ min: 0, max: 60, noNaN: true }),
        (set, one, more, days) => {
          checkTariff(set);
          const fuller = { ...one, filled: Math.min(1, one.filled + more) };
          const nearer = { ...one, daysLeft: one.daysLeft - days };
          expect(ticketPrice(set, fuller)).toBeGreaterThanOrEqual(ticketPrice(set, one));
          expect(ticketPrice(set, nearer)).toBeGreaterThanOrEqual(ticketPrice(set, one));
        },
      ),
    );
  });

  test("gives whole multiples of its rounding, never below zero, never less for a longer ride", () => {
    fc.assert(
      fc.property(tariff, ticket, fc.double({ min: 0, max: 500, noNaN: true }), (set, one, further) => {
        const amount = ticketPrice(set, one);
        expect(amount).toBeGreaterThanOrEqual(0);
        expect(amount % set.roundTo).toBe(0);
        expect(ticketPrice(set, { ...one, distanceKm: one.distanceKm + further })).toBeGreaterThanOrEqual(
          amount,
        );
      }),
    );
  });

  test("orders classes and fares", () => {
    fc.assert(
      fc.property(tariff, ticket, (set, one) => {
        const of = (serviceClass: ServiceClass, fare: Fare) =>
          ticketPrice(set, { ...one, serviceClass, fare });
        expect(of("first", one.fare)).toBeGreaterThanOrEqual(of("second", one.fare));
        expect(of(one.serviceClass, "semi-flex")).toBeGreaterThanOrEqual(of(one.serviceClass, "advance"));
        expect(of(one.serviceClass, "flex")).toBeGreaterThanOrEqual(of(one.serviceClass, "semi-flex"));
      }),
    );
  });
});

const broken = (change: (tariff: Tariff) => void) => {
  const copy = structuredClone(builtInTariff);
  change(copy);
  try {
    checkTariff(copy);
  } catch (error) {
    return error as { code: string; errors: { pointer: string }[] };
  }
  throw new Error("it was taken");
};

test.each<[string, string, (tariff: Tariff) => void]>([
  [
    "a last band that ends",
    "/distance/second/2/upToKm",
    (t) => void t.distance.second.splice(2, 1, { upToKm: 900, rate: 1 }),
  ],
  [
    "bands out of order",
    "/distance/second/1/upToKm",
    (t) => void t.distance.second.splice(1, 1, { upToKm: 50, rate: 1 }),
  ],
  [
    "a level cheaper than the one before",
    "/fares/advance/1/factor",
    (t) => void t.fares.advance.splice(1, 1, { factor: 0.1, filledBelow: 0.5, daysBefore: 3 }),
  ],
  [
    "no level that is always open",
    "/fares/flex/1",
    (t) => void t.fares.flex.splice(1, 1, { factor: 1.2, filledBelow: 0.99, daysBefore: 0 }),
  ],
  [
    "first class cheaper than second",
    "/distance/first",
    (t) => {
      t.distance.first = [{ upToKm: null, rate: 12 }];
    },
  ],
  [
    "flex cheaper than semi-flex when full",
    "/fares/flex",
    (t) => {
      t.fares.flex = [{ factor: 0.85, filledBelow: 1, daysBefore: 0 }];
    },
  ],
])("%s is refused at its place", (_what, pointer, change) => {
  expect(broken(change)).toMatchObject({ code: "tariff-inconsistent", errors: [{ pointer }] });
});
