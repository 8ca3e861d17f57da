import { Fare, Money, ServiceClass } from "@railbooker/events/booking-shape";
import Type, { type Static } from "typebox";
import { closed, Reference, ShortText, StationTime, Train } from "./shapes.js";

const Passenger = Type.Union([ShortText, Type.Object({ name: ShortText })]);

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
