import Type, { type Static } from "typebox";

/** Amount in minor units of the currency (cents), never a fraction. */
export const Money = Type.Object({
  amount: Type.Integer(),
  currency: Type.String({ pattern: "^[A-Z]{3}$" }),
});
export type Money = Static<typeof Money>;

/** ISO 8601 with the offset of the station's zone. */
const StationTime = Type.String({ format: "date-time" });

export const TrainName = Type.Object({ number: Type.String(), name: Type.String() });
export type TrainName = Static<typeof TrainName>;

export const ServiceClass = Type.Union([Type.Literal("first"), Type.Literal("second")]);
export type ServiceClass = Static<typeof ServiceClass>;

export const Fare = Type.Union([Type.Literal("flex"), Type.Literal("semi-flex"), Type.Literal("advance")]);
export type Fare = Static<typeof Fare>;

export const PassengerType = Type.Union([
  Type.Literal("adult"),
  Type.Literal("child"),
  Type.Literal("senior"),
]);
export type PassengerType = Static<typeof PassengerType>;

export const BookedLeg = Type.Object({
  id: Type.String(),
  runId: Type.String(),
  train: TrainName,
  from: Type.Object({ id: Type.String(), name: Type.String(), departure: StationTime }),
  to: Type.Object({ id: Type.String(), name: Type.String(), arrival: StationTime }),
  serviceClass: ServiceClass,
  fare: Fare,
});
export type BookedLeg = Static<typeof BookedLeg>;

export const Passenger = Type.Object({ id: Type.String(), name: Type.String(), type: PassengerType });
export type Passenger = Static<typeof Passenger>;

export const Seat = Type.Object({ id: Type.String(), coach: Type.String(), number: Type.String() });
export type Seat = Static<typeof Seat>;

/** One passenger on one leg, with the signed code that an inspector reads. */
export const Ticket = Type.Object({
  id: Type.String(),
  passenger: Type.Object({ id: Type.String(), name: Type.String() }),
  leg: Type.Object({ id: Type.String(), runId: Type.String() }),
  seat: Seat,
  /** Where no seat was free throughout: from the call at `at` on, this seat takes the other's place. */
  changeSeat: Type.Optional(
    Type.Object({ at: Type.Object({ id: Type.String(), name: Type.String() }), seat: Seat }),
  ),
  status: Type.Union([Type.Literal("valid"), Type.Literal("cancelled")]),
  code: Type.String(),
});
export type Ticket = Static<typeof Ticket>;

export const BookingStatus = Type.Union([
  Type.Literal("confirmed"),
  Type.Literal("cancelled"),
  Type.Literal("partly-cancelled"),
]);

/** A booking as the API shows it and as events carry it. */
export const Booking = Type.Object({
  reference: Type.String(),
  status: BookingStatus,
  createdAt: Type.String({ format: "date-time" }),
  price: Money,
  contact: Type.Object({ email: Type.String() }),
  legs: Type.Array(BookedLeg),
  passengers: Type.Array(Passenger),
  tickets: Type.Array(Ticket),
});
export type Booking = Static<typeof Booking>;
