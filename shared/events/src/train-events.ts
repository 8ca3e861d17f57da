import Type from "typebox";
import { TrainName } from "./booking-shape.js";
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

export const TrainDelayed = defineEvent({
  version: 1,
  aggregate: "runs",
  meaning: "The operator has reported a delay of a run; 0 minutes means on time again.",
  data: Type.Object({
    runId: Type.String(),
    train: TrainName,
    delayMinutes: Type.Integer({ minimum: 0 }),
    reason: Type.String(),
  }),
  example: { runId, train, delayMinutes: 40, reason: "Signal failure" },
});

export const TrainCancelled = defineEvent({
  version: 1,
  aggregate: "runs",
  meaning: "The operator has cancelled a run.",
  data: Type.Object({ runId: Type.String(), train: TrainName, reason: Type.String() }),
  example: { runId, train, reason: "Storm damage" },
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
