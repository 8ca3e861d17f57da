import { BookedLeg, Fare, Money, PassengerType, Seat, ServiceClass } from "@railbooker/events/booking-shape";
import Type, { type Static } from "typebox";
import type { Hold } from "./hold.js";

const closed = { additionalProperties: false };
const id = Type.String({ minLength: 1, maxLength: 200 });

const Preference = Type.Union([
  Type.Literal("window"),
  Type.Literal("aisle"),
  Type.Literal("table"),
  Type.Literal("quiet"),
  Type.Literal("door"),
  Type.Literal("wheelchair"),
]);

export const HoldBody = Type.Object(
  {
    legs: Type.Array(
      Type.Object(
        {
          runId: id,
          from: id,
          to: id,
          serviceClass: ServiceClass,
          fare: Fare,
          seats: Type.Optional(
            Type.Array(Type.String({ minLength: 1, maxLength: 20 }), { minItems: 1, maxItems: 9 }),
          ),
          preferences: Type.Optional(
            Type.Array(Preference, {
              maxItems: 6,
              uniqueItems: true,
              description:
                "kept as far as possible where no seats are named; with wheelchair, one of the seats is a space for one or nothing is held",
            }),
          ),
          allowSplit: Type.Optional(
            Type.Boolean({
              description: "whether a change of seats on the way will do where no seat is free throughout",
            }),
          ),
        },
        closed,
      ),
      { minItems: 1, maxItems: 6 },
    ),
    passengers: Type.Integer({ minimum: 1, maximum: 9 }),
    passengerTypes: Type.Optional(
      Type.Array(PassengerType, {
        minItems: 1,
        maxItems: 9,
        description:
          "one for each passenger; then the hold is priced for them, and they are who can be booked. All count as adults where it is left out, until the booking says who travels",
      }),
    ),
    expectedPrice: Type.Optional(
      Type.Object({ amount: Type.Integer(), currency: Money.properties.currency }, closed),
    ),
  },
  closed,
);

export const HoldSchema = Type.Object({
  id: Type.String(),
  status: Type.String(),
  expiresAt: Type.String({ format: "date-time" }),
  extended: Type.Boolean({ description: "whether its time has been given anew, which is possible once" }),
  passengers: Type.Integer(),
  passengerTypes: Type.Optional(Type.Array(PassengerType)),
  legs: Type.Array(
    Type.Object({
      runId: BookedLeg.properties.runId,
      from: Type.String(),
      to: Type.String(),
      serviceClass: ServiceClass,
      fare: Fare,
      price: Money,
      ticketPrices: Type.Object(
        { adult: Type.Integer(), child: Type.Integer(), senior: Type.Integer() },
        { description: "of one ticket by the type of its passenger, in minor units" },
      ),
      seats: Type.Array(Seat),
      split: Type.Optional(
        Type.Object(
          { at: Type.String(), seats: Type.Array(Seat), next: Type.Array(Seat) },
          {
            description:
              "where no seat was free throughout: the seats up to the location `at`, and from there on",
          },
        ),
      ),
    }),
  ),
  price: Money,
});

export const NewHoldSchema = Type.Object({
  ...HoldSchema.properties,
  priceChanged: Type.Optional(
    Type.Object(
      { from: Money, to: Money },
      { description: "where `expectedPrice` is not the price any more" },
    ),
  ),
});

export function presentHold(hold: Hold): Static<typeof HoldSchema> {
  return {
    id: hold.id,
    status: hold.status,
    expiresAt: hold.expiresAt.toISOString(),
    extended: hold.extended,
    passengers: hold.passengers,
    ...(hold.passengerTypes === undefined ? {} : { passengerTypes: hold.passengerTypes }),
    legs: hold.legs.map(({ runId, from, to, serviceClass, fare, price, ticketPrices, seats, split }) => ({
      runId,
      from,
      to,
      serviceClass,
      fare,
      price,
      ticketPrices,
      seats,
      ...(split === undefined ? {} : { split: { at: split.at, seats, next: split.next } }),
    })),
    price: hold.price,
  };
}
