import Type, { type Static } from "typebox";
import { BookedLeg, TrainName } from "./booking-shape.js";
import { defineEvent } from "./definition.js";

const runId = "ICE-587.2026-03-14";
const train = { number: "587", name: "ICE 587" };

export const SeatState = Type.Union([Type.Literal("free"), Type.Literal("taken"), Type.Literal("held")]);

export const SeatsChanged = defineEvent({
  version: 1,
  aggregate: "runs",
  meaning: "Seats of a run have been held, sold or released between two calls.",
  data: Type.Object({
    runId: Type.String(),
    changed: Type.Array(
      Type.Object({
        id: Type.String(),
        state: SeatState,
        from: Type.Integer({ description: "position of the first call" }),
        to: Type.Integer({ description: "position of the last call" }),
      }),
    ),
  }),
  example: { runId, changed: [{ id: "7-42", state: "taken", from: 0, to: 4 }] },
});

/** Somebody with valid tickets for a run, each of their bookings named once. */
export const AffectedTraveller = Type.Object({
  userId: Type.String(),
  email: Type.String(),
  bookings: Type.Array(
    Type.Object({
      reference: Type.String(),
      from: BookedLeg.properties.from,
      to: BookedLeg.properties.to,
    }),
    { minItems: 1 },
  ),
});
export type AffectedTraveller = Static<typeof AffectedTraveller>;

/** Many travellers on one run become several events, so that none grows without bound. */
const travellers = Type.Optional(Type.Array(AffectedTraveller));

const exampleTravellers: AffectedTraveller[] = [
  {
    userId: "0b8f9a44-2f4f-4b7e-9d5c-3a1f0e2d4c5b",
    email: "traveller@example.org",
    bookings: [
      {
        reference: "K7M2QX",
        from: { id: "8000261", name: "München Hbf", departure: "2026-03-14T09:00:00+01:00" },
        to: { id: "8011160", name: "Berlin Hbf", arrival: "2026-03-14T13:12:00+01:00" },
      },
    ],
  },
];

export const TrainDelayed = defineEvent({
  version: 1,
  aggregate: "runs",
  meaning: "The operator has reported a delay of a run; 0 minutes means on time again.",
  data: Type.Object({
    runId: Type.String(),
    train: TrainName,
    delayMinutes: Type.Integer({ minimum: 0 }),
    reason: Type.String(),
    travellers,
  }),
  example: { runId, train, delayMinutes: 40, reason: "Signal failure", travellers: exampleTravellers },
});

export const TrainCancelled = defineEvent({
  version: 1,
  aggregate: "runs",
  meaning: "The operator has cancelled a run.",
  data: Type.Object({ runId: Type.String(), train: TrainName, reason: Type.String(), travellers }),
  example: { runId, train, reason: "Storm damage", travellers: exampleTravellers },
});

export const PlatformChanged = defineEvent({
  version: 1,
  aggregate: "runs",
  meaning: "The operator has reported another platform for a call of a run.",
  data: Type.Object({
    runId: Type.String(),
    train: TrainName,
    location: Type.Object({ id: Type.String(), name: Type.String() }),
    platform: Type.String(),
    before: Type.Optional(Type.String({ description: "the platform that was known until now" })),
    travellers: Type.Optional(
      Type.Array(AffectedTraveller, { description: "who boards or alights there, with those rides alone" }),
    ),
  }),
  example: {
    runId,
    train,
    location: { id: "8000261", name: "München Hbf" },
    platform: "23",
    before: "18",
    travellers: exampleTravellers,
  },
});

/** As AffectedTraveller, with the new times beside those that were booked. */
const ChangedTraveller = Type.Object({
  userId: Type.String(),
  email: Type.String(),
  bookings: Type.Array(
    Type.Object({
      reference: Type.String(),
      from: BookedLeg.properties.from,
      to: BookedLeg.properties.to,
      now: Type.Object({
        departure: BookedLeg.properties.from.properties.departure,
        arrival: BookedLeg.properties.to.properties.arrival,
      }),
    }),
    { minItems: 1 },
  ),
});

export const TrainChanged = defineEvent({
  version: 1,
  aggregate: "runs",
  meaning: "A newer timetable has other times for a run on which seats are sold.",
  data: Type.Object({ runId: Type.String(), train: TrainName, travellers: Type.Array(ChangedTraveller) }),
  example: {
    runId,
    train,
    travellers: exampleTravellers.map(({ bookings, ...traveller }) => ({
      ...traveller,
      bookings: bookings.map((booking) => ({
        ...booking,
        now: { departure: "2026-03-14T09:10:00+01:00", arrival: "2026-03-14T13:30:00+01:00" },
      })),
    })),
  },
});

export const TimetableImported = defineEvent({
  version: 1,
  aggregate: "timetables",
  meaning: "A timetable has gone live; every process loads it.",
  data: Type.Object({
    timetableId: Type.String(),
    feed: Type.String(),
    validFrom: Type.String({ format: "date" }),
    validTo: Type.String({ format: "date" }),
    trains: Type.Integer({ minimum: 0 }),
  }),
  example: {
    timetableId: "1",
    feed: "sample-network",
    validFrom: "2026-03-01",
    validTo: "2026-05-29",
    trains: 1800,
  },
});
