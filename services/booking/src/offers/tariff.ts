import type { Fare, PassengerType, ServiceClass } from "@railbooker/events/booking-shape";
import Type, { type Static } from "typebox";

const closed = { additionalProperties: false };

/** Up to so many kilometres each costs `rate`; the last band has no end. Rates are in minor units of the currency, fractions allowed. */
const Band = Type.Object(
  {
    upToKm: Type.Union([Type.Number({ exclusiveMinimum: 0, maximum: 20_000 }), Type.Null()]),
    rate: Type.Number({ minimum: 0, maximum: 10_000 }),
  },
  closed,
);
export type Band = Static<typeof Band>;
const Bands = Type.Array(Band, { minItems: 1, maxItems: 12 });

/**
 * A price level. It is open while less than `filledBelow` of the class's seats on the leg are sold or held (1 stands for
 * always) and while the train leaves in `daysBefore` days or later.
 */
const Bucket = Type.Object(
  {
    factor: Type.Number({ exclusiveMinimum: 0, maximum: 20 }),
    filledBelow: Type.Number({ exclusiveMinimum: 0, maximum: 1, default: 1 }),
    daysBefore: Type.Number({ minimum: 0, maximum: 365, default: 0 }),
  },
  closed,
);
export type Bucket = Static<typeof Bucket>;
const Buckets = Type.Array(Bucket, { minItems: 1, maxItems: 12 });
const Factor = Type.Number({ minimum: 0, maximum: 10 });

/** How tickets are priced; operators edit it. */
export const Tariff = Type.Object(
  {
    currency: Type.String({ pattern: "^[A-Z]{3}$" }),
    /** Tickets are rounded once, to a multiple of this, in minor units. */
    roundTo: Type.Integer({ minimum: 1, maximum: 1000 }),
    /** No ticket of an adult costs less, in minor units. */
    minimum: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
    distance: Type.Object({ first: Bands, second: Bands }, closed),
    passengers: Type.Object({ adult: Factor, child: Factor, senior: Factor }, closed),
    fares: Type.Object({ advance: Buckets, "semi-flex": Buckets, flex: Buckets }, closed),
  },
  closed,
);
export type Tariff = Static<typeof Tariff>;

/** From the cheapest and most bound to the dearest and freest. */
export const fares: readonly Fare[] = ["advance", "semi-flex", "flex"];
export const serviceClasses: readonly ServiceClass[] = ["second", "first"];
export const passengerTypes: readonly PassengerType[] = ["adult", "child", "senior"];

/** What holds until an operator sets another: the longer the ride, the cheaper each further kilometre. */
export const builtInTariff: Tariff = {
  currency: "EUR",
  roundTo: 10,
  minimum: 290,
  distance: {
    second: [
      { upToKm: 100, rate: 21 },
      { upToKm: 300, rate: 17 },
      { upToKm: null, rate: 11 },
    ],
    first: [
      { upToKm: 100, rate: 33.6 },
      { upToKm: 300, rate: 27.2 },
      { upToKm: null, rate: 17.6 },
    ],
  },
  passengers: { adult: 1, child: 0.5, senior: 0.75 },
  fares: {
    advance: [
      { factor: 0.4, filledBelow: 0.25, daysBefore: 14 },
      { factor: 0.5, filledBelow: 0.5, daysBefore: 3 },
      { factor: 0.65, filledBelow: 0.75, daysBefore: 0 },
      { factor: 0.85, filledBelow: 1, daysBefore: 0 },
    ],
    "semi-flex": [
      { factor: 0.8, filledBelow: 0.6, daysBefore: 1 },
      { factor: 0.9, filledBelow: 1, daysBefore: 0 },
    ],
    flex: [
      { factor: 1, filledBelow: 0.9, daysBefore: 0 },
      { factor: 1.15, filledBelow: 1, daysBefore: 0 },
    ],
  },
};
