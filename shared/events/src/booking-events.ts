import Type, { type Static } from "typebox";
import { BookedLeg, Booking, Fare, Money, ServiceClass } from "./booking-shape.js";
import { defineEvent } from "./definition.js";
import { exampleBooking } from "./example-booking.js";

const userId = "0b8f9a44-2f4f-4b7e-9d5c-3a1f0e2d4c5b";

export const BookingCreated = defineEvent({
  version: 1,
  aggregate: "bookings",
  meaning: "A booking has been paid and its seats are sold.",
  data: Type.Object({ userId: Type.String(), booking: Booking }),
  example: { userId, booking: exampleBooking },
});

export const BookingCancelled = defineEvent({
  version: 1,
  aggregate: "bookings",
  meaning: "A booking, or some of its tickets, has been cancelled; its seats are on sale again.",
  data: Type.Object({
    userId: Type.String(),
    booking: Booking,
    tickets: Type.Array(Type.String(), { description: "ids of the tickets cancelled just now" }),
    refund: Money,
  }),
  example: {
    userId,
    booking: {
      ...exampleBooking,
      status: "cancelled",
      tickets: exampleBooking.tickets.map((t) => ({ ...t, status: "cancelled" as const })),
    },
    tickets: exampleBooking.tickets.map((ticket) => ticket.id),
    refund: exampleBooking.price,
  },
});

export const BookingLinkRequested = defineEvent({
  version: 1,
  aggregate: "bookings",
  meaning: "Somebody who knows a booking's reference and address has asked for a link that shows it.",
  data: Type.Object({
    userId: Type.String(),
    email: Type.String(),
    reference: Type.String(),
    token: Type.String({ description: "single use, valid for 30 minutes" }),
  }),
  example: {
    userId,
    email: "traveller@example.org",
    reference: "K7M2QX",
    token: "example-booking-token",
  },
});

export const TicketResendRequested = defineEvent({
  version: 1,
  aggregate: "bookings",
  meaning: "A traveller has asked for the tickets of a booking again.",
  data: Type.Object({ userId: Type.String(), booking: Booking }),
  example: { userId, booking: exampleBooking },
});

export const BookingExchanged = defineEvent({
  version: 1,
  aggregate: "bookings",
  meaning: "Tickets of a booking have been exchanged for others; the new ones are paid.",
  data: Type.Object({ userId: Type.String(), before: Booking, after: Booking, difference: Money }),
  example: {
    userId,
    before: exampleBooking,
    after: exampleBooking,
    difference: { amount: 0, currency: "EUR" },
  },
});

export const HoldExpired = defineEvent({
  version: 1,
  aggregate: "holds",
  meaning: "A hold has reached its end unpaid; its seats are on sale again.",
  data: Type.Object({
    holdId: Type.String(),
    userId: Type.String(),
    expiresAt: Type.String({ format: "date-time" }),
  }),
  example: { holdId: "5d3b8a10-9c27-4c61-8f3e-2b1a0c9d8e7f", userId, expiresAt: "2026-03-01T09:40:00Z" },
});

/** What somebody waits for, in the words and times of its stations. */
const WaitedRide = Type.Object({
  train: BookedLeg.properties.train,
  from: BookedLeg.properties.from,
  to: BookedLeg.properties.to,
});
export type WaitedRide = Static<typeof WaitedRide>;

const exampleRide: WaitedRide = {
  train: { number: "587", name: "ICE 587" },
  from: { id: "muenchen-hbf", name: "München Hbf", departure: "2026-03-14T09:00:00+01:00" },
  to: { id: "berlin-hbf", name: "Berlin Hbf", arrival: "2026-03-14T13:12:00+01:00" },
};

export const WaitlistJoined = defineEvent({
  version: 1,
  aggregate: "waitlist",
  meaning: "A traveller waits for seats on a sold-out leg.",
  data: Type.Object({
    entryId: Type.String(),
    userId: Type.String(),
    runId: Type.String(),
    position: Type.Integer({ minimum: 1 }),
    ride: Type.Optional(WaitedRide),
  }),
  example: {
    entryId: "2a7d4c1e-3b5f-4e6a-9d8c-7f6e5d4c3b2a",
    userId,
    runId: "ICE-587.2026-03-14",
    position: 3,
    ride: exampleRide,
  },
});

export const WaitlistConfirmed = defineEvent({
  version: 1,
  aggregate: "waitlist",
  meaning: "Seats came free for a waiting traveller and are held for them.",
  data: Type.Object({
    entryId: Type.String(),
    userId: Type.String(),
    runId: Type.String(),
    holdId: Type.String(),
    expiresAt: Type.String({ format: "date-time" }),
    email: Type.Optional(Type.String()),
    ride: Type.Optional(WaitedRide),
    passengers: Type.Optional(Type.Integer({ minimum: 1 })),
    serviceClass: Type.Optional(ServiceClass),
    fare: Type.Optional(Fare),
  }),
  example: {
    entryId: "2a7d4c1e-3b5f-4e6a-9d8c-7f6e5d4c3b2a",
    userId,
    runId: "ICE-587.2026-03-14",
    holdId: "5d3b8a10-9c27-4c61-8f3e-2b1a0c9d8e7f",
    expiresAt: "2026-03-13T18:30:00+01:00",
    email: "traveller@example.org",
    ride: exampleRide,
    passengers: 2,
    serviceClass: "second",
    fare: "flex",
  },
});

export const TicketInspected = defineEvent({
  version: 1,
  aggregate: "tickets",
  meaning: "An inspector has read a ticket.",
  data: Type.Object({
    ticketId: Type.String(),
    inspectorId: Type.String(),
    valid: Type.Boolean(),
    reason: Type.Optional(Type.String()),
  }),
  example: {
    ticketId: "c0b7c1b2-1d59-4a61-8a3e-0d5d3a9f7e21",
    inspectorId: "9e8d7c6b-5a4f-4e3d-8c2b-1a0f9e8d7c6b",
    valid: true,
  },
});
