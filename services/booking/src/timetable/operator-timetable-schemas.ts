import Type, { type Static } from "typebox";

const count = Type.Integer({ minimum: 0 });
const date = Type.String({ format: "date" });
const counts = { locations: count, trains: count, calls: count, serviceDates: count };
const LeftOut = Type.Array(
  Type.Object({
    reason: Type.String(),
    count,
    example: Type.String({ description: "the first one, with file and line" }),
  }),
);

export const Report = Type.Object({
  feed: Type.String(),
  timetableId: Type.String(),
  validFrom: date,
  validTo: date,
  ...counts,
  transfers: count,
  read: Type.Array(Type.Object({ file: Type.String(), rows: count })),
  ignored: Type.Array(Type.String(), { description: "files that nothing is taken from" }),
  leftOut: LeftOut,
  soldRuns: Type.Array(
    Type.Object({
      runId: Type.String(),
      change: Type.Union([Type.Literal("changed"), Type.Literal("vanished"), Type.Literal("returned")]),
      bookings: count,
      tickets: count,
      seatsLost: count,
    }),
    { description: "runs with seats sold or held that differ from the timetable before" },
  ),
});

/** One import that an operator began. */
export const TimetableImport = Type.Object({
  id: Type.String(),
  operator: Type.String(),
  fileName: Type.String(),
  startedAt: Type.String({ format: "date-time" }),
  state: Type.Enum(["running", "done", "refused", "interrupted"]),
  step: Type.Enum(["reading", "checking", "making it live"]),
  share: Type.Number({ minimum: 0, maximum: 1, description: "of the feed's text that was read" }),
  rows: count,
  result: Type.Union([
    Type.Object({
      ...counts,
      feed: Type.String(),
      validFrom: date,
      validTo: date,
      leftOut: LeftOut,
      soldRuns: Type.Integer({
        minimum: 0,
        description: "sold runs that differ from the timetable before",
      }),
    }),
    Type.Null(),
  ]),
  problem: Type.Union([Type.String(), Type.Null()]),
});
export type TimetableImport = Static<typeof TimetableImport>;
export const Imports = Type.Object({ items: Type.Array(TimetableImport) });

export const ImportQuery = Type.Object(
  {
    strict: Type.Optional(
      Type.Boolean({ default: false, description: "refuse a feed of which anything is left out" }),
    ),
    name: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description: "of the file, for the list of imports",
      }),
    ),
  },
  { additionalProperties: false },
);
