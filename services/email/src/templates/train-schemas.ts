import Type, { type Static } from "typebox";
import { closed, Reference, ShortText, StationTime, Train } from "./shapes.js";

const Ride = Type.Object(
  {
    reference: Reference,
    from: Type.Object({ name: ShortText, departure: StationTime }),
    to: Type.Object({ name: ShortText, arrival: StationTime }),
  },
  closed,
);
export type RideData = Static<typeof Ride>;

const rides = Type.Array(Ride, { minItems: 1, maxItems: 60 });

const Reason = Type.Optional(Type.String({ maxLength: 500 }));

/** `delayMinutes` 0: on time again. Times are those of the timetable. */
export const DelayData = Type.Object(
  {
    train: Train,
    delayMinutes: Type.Integer({ minimum: 0, maximum: 6000 }),
    reason: Reason,
    bookings: rides,
  },
  closed,
);
export type Delay = Static<typeof DelayData>;

/** `day`: that of the departure as it is when the mail is sent; left out where it is neither. */
export const ReminderData = Type.Object(
  {
    train: Train,
    day: Type.Optional(Type.Union([Type.Literal("today"), Type.Literal("tomorrow")])),
    delayMinutes: Type.Integer({ minimum: 0, maximum: 6000 }),
    bookings: rides,
  },
  closed,
);
export type Reminder = Static<typeof ReminderData>;

export const CancelledTrainData = Type.Object({ train: Train, reason: Reason, bookings: rides }, closed);
export type CancelledTrain = Static<typeof CancelledTrainData>;

/** `from` and `to` as booked; `now` as the timetable has it since. */
export const ChangedTrainData = Type.Object(
  {
    train: Train,
    bookings: Type.Array(
      Type.Object(
        {
          ...Ride.properties,
          now: Type.Object({ departure: StationTime, arrival: StationTime }, closed),
        },
        closed,
      ),
      { minItems: 1, maxItems: 60 },
    ),
  },
  closed,
);
export type ChangedTrain = Static<typeof ChangedTrainData>;

const PlatformName = Type.String({ minLength: 1, maxLength: 20 });

/** `location`: where the platform is another one; `does`: what the traveller does there. */
export const ChangedPlatformData = Type.Object(
  {
    train: Train,
    location: ShortText,
    platform: PlatformName,
    // As the timetable names it, at whatever length.
    before: Type.Optional(ShortText),
    bookings: Type.Array(
      Type.Object(
        { ...Ride.properties, does: Type.Union([Type.Literal("boards"), Type.Literal("alights")]) },
        closed,
      ),
      { minItems: 1, maxItems: 60 },
    ),
  },
  closed,
);
export type ChangedPlatform = Static<typeof ChangedPlatformData>;
