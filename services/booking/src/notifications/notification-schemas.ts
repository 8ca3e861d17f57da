import Type from "typebox";

const closed = { additionalProperties: false };

const Seq = Type.Integer({ minimum: 0, maximum: 2_147_483_647 });

export const FeedQuery = Type.Object(
  {
    after: Type.Optional(Seq),
    before: Type.Optional(Seq),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  },
  closed,
);

/** `maxSeq` is the number of the latest notification; a client that holds fewer has missed some. */
export const FeedState = Type.Object({ maxSeq: Type.Integer(), unread: Type.Integer() });

export const Feed = Type.Object({
  items: Type.Array(
    Type.Object({
      seq: Type.Integer({ description: "gap-free per user" }),
      type: Type.String(),
      title: Type.String(),
      body: Type.String(),
      data: Type.Record(Type.String(), Type.Unknown()),
      createdAt: Type.String({ format: "date-time" }),
      readAt: Type.Union([Type.String({ format: "date-time" }), Type.Null()]),
      silent: Type.Boolean({ description: "its user does not want to be shown it at once" }),
    }),
  ),
  maxSeq: Type.Integer(),
  unread: Type.Integer(),
});

export const ReadNotifications = Type.Object({ upTo: Seq }, closed);

const Channels = Type.Object({ email: Type.Boolean(), push: Type.Boolean() }, closed);

const ClockTime = Type.String({ pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$" });
const QuietHours = Type.Object(
  {
    from: ClockTime,
    to: ClockTime,
    timeZone: Type.Optional(
      Type.String({ maxLength: 60, description: "IANA name; without it, the departure station's zone" }),
    ),
  },
  closed,
);

/**
 * By kind of notification. What matters (cancellations, new times, platforms, the account) cannot be switched off. What can wait
 * comes after the quiet hours; null for none.
 */
export const Preferences = Type.Object(
  {
    "booking-confirmed": Channels,
    "booking-cancelled": Channels,
    payment: Channels,
    "train-delayed": Channels,
    "train-cancelled": Channels,
    "train-changed": Channels,
    platform: Channels,
    reminder: Channels,
    waitlist: Channels,
    welcome: Channels,
    security: Channels,
    quietHours: Type.Union([QuietHours, Type.Null()]),
  },
  closed,
);

/** What is left out keeps its default. */
export const PreferenceChoices = Type.Partial(Preferences, closed);
