import { Fare, Money, ServiceClass } from "@railbooker/events/booking-shape";
import Type, { type Static } from "typebox";

const closed = { additionalProperties: false };
/** A time at a station, ISO 8601 with the offset of that station's zone. */
const StationTime = Type.String({ format: "date-time", maxLength: 40 });
const Reference = Type.String({ pattern: "^[A-Za-z0-9-]{1,40}$" });
const ShortText = Type.String({ minLength: 1, maxLength: 200 });

const Passenger = Type.Union([ShortText, Type.Object({ name: ShortText })]);

/**
 * The train and the part of it that is ridden, as the API names them. In the short form `from` and `to` may stay
 * away; they are then taken from the booking's leg on this train.
 */
const Train = Type.Object(
  {
    name: ShortText,
    number: Type.Optional(Type.String({ maxLength: 40 })),
    from: Type.Optional(Type.Object({ name: ShortText, departure: StationTime })),
    to: Type.Optional(Type.Object({ name: ShortText, arrival: StationTime })),
    platform: Type.Optional(Type.String({ maxLength: 20 })),
  },
  closed,
);
export type TrainData = Static<typeof Train>;

const Place = { coach: ShortText, number: ShortText };
/** `change`: another seat from the station `at` on, where no seat was free throughout. */
const Seat = Type.Union([
  ShortText,
  Type.Object({ ...Place, change: Type.Optional(Type.Object({ at: ShortText, ...Place })) }),
]);
export type SeatData = Static<typeof Seat>;

/** Short enough for a QR code that a phone reads from another phone. */
const QrCode = Type.String({ minLength: 1, maxLength: 1000 });

const BookedLeg = Type.Object({
  id: Type.Optional(Type.String()),
  train: Type.Object({ number: Type.String(), name: Type.String() }),
  from: Type.Object({ name: ShortText, departure: StationTime }),
  to: Type.Object({ name: ShortText, arrival: StationTime }),
  serviceClass: Type.Optional(ServiceClass),
  fare: Type.Optional(Fare),
});
export type BookedLeg = Static<typeof BookedLeg>;

const BookedTicket = Type.Object({
  id: Type.Optional(Type.String()),
  seat: Type.Object(Place),
  passenger: Type.Optional(Type.Object({ name: ShortText })),
  leg: Type.Optional(Type.Object({ id: Type.String() })),
  status: Type.Optional(Type.String()),
  code: Type.Optional(Type.String()),
});

/** What mails read of a booking; the rest of its shape may come along. */
const Booking = Type.Object({
  reference: Reference,
  price: Type.Optional(Money),
  passengers: Type.Optional(Type.Array(Type.Object({ name: ShortText }), { maxItems: 60 })),
  legs: Type.Optional(Type.Array(BookedLeg, { maxItems: 20 })),
  tickets: Type.Optional(Type.Array(BookedTicket, { maxItems: 120 })),
});
export type BookingData = Static<typeof Booking>;

const TicketInput = Type.Object(
  { passenger: Passenger, train: Train, seat: Type.Optional(Seat), qrCode: QrCode },
  closed,
);
export type TicketData = Static<typeof TicketInput>;

export const ConfirmationData = Type.Object(
  { booking: Booking, tickets: Type.Array(TicketInput, { minItems: 1, maxItems: 60 }) },
  closed,
);
export type ConfirmationMail = Static<typeof ConfirmationData>;

/** `before` and `booking`: as it was and as it is; `tickets`: the new ones; `difference`: paid for them, below zero given back. */
export const ExchangeData = Type.Object(
  { ...ConfirmationData.properties, before: Booking, difference: Type.Optional(Money) },
  closed,
);
export type ExchangeMail = Static<typeof ExchangeData>;

export const ShortConfirmationData = Type.Object(
  {
    booking: Booking,
    train: Train,
    qrCode: QrCode,
    passenger: Type.Optional(Passenger),
    seat: Type.Optional(Seat),
  },
  closed,
);
export type ShortConfirmation = Static<typeof ShortConfirmationData>;

export const CancellationData = Type.Object(
  {
    booking: Booking,
    /** The tickets cancelled just now; without them the whole booking is meant. */
    tickets: Type.Optional(
      Type.Array(
        Type.Object(
          { passenger: Type.Optional(Passenger), train: Type.Optional(Train), seat: Type.Optional(Seat) },
          closed,
        ),
        { maxItems: 60 },
      ),
    ),
    refund: Type.Optional(Money),
    fee: Type.Optional(Money),
  },
  closed,
);
export type Cancellation = Static<typeof CancellationData>;

export const FailedPaymentData = Type.Object(
  { amount: Money, journey: Type.Optional(Type.Object({ from: ShortText, to: ShortText }, closed)) },
  closed,
);
export type FailedPayment = Static<typeof FailedPaymentData>;

/** For refundStarted and refundCompleted. */
export const RefundData = Type.Object(
  {
    reference: Reference,
    refund: Money,
    reason: Type.Union([
      Type.Literal("cancellation"),
      Type.Literal("exchange"),
      Type.Literal("compensation"),
    ]),
  },
  closed,
);
export type Refund = Static<typeof RefundData>;

/** For verifyEmail, passwordReset and confirmNewEmail: `token` is what the link carries. */
export const TokenData = Type.Object(
  {
    token: Type.String({ minLength: 1, maxLength: 2000 }),
    name: Type.Optional(Type.String({ maxLength: 200 })),
  },
  closed,
);
export type TokenMail = Static<typeof TokenData>;

/** For emailChanged: `address` is the new one. */
export const ChangedEmailData = Type.Object({ address: Type.String({ maxLength: 254 }) }, closed);
export type ChangedEmail = Static<typeof ChangedEmailData>;

/** For passwordChanged and accountDeleted, which say the same to everybody. */
export const NoData = Type.Object({}, closed);

/** For bookingLink: `token` is what the link carries. */
export const BookingLinkData = Type.Object(
  {
    token: Type.String({ minLength: 1, maxLength: 2000 }),
    reference: Reference,
  },
  closed,
);
export type BookingLinkMail = Static<typeof BookingLinkData>;

/** `path` leads to the page that pays the held seats; they are held until `expiresAt`. */
export const WaitlistData = Type.Object(
  {
    train: Train,
    from: Type.Object({ name: ShortText, departure: StationTime }, closed),
    to: Type.Object({ name: ShortText, arrival: StationTime }, closed),
    expiresAt: StationTime,
    path: Type.String({ pattern: "^/[!-~]*$", maxLength: 1000 }),
  },
  closed,
);
export type WaitlistMail = Static<typeof WaitlistData>;

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
    before: Type.Optional(PlatformName),
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
