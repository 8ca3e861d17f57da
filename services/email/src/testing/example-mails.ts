import { exampleBooking } from "@railbooker/events/example-booking";

export interface ExampleMail {
  /** What is special about it; unique. */
  name: string;
  template: string;
  data: Record<string, unknown>;
}

const train = {
  name: "ICE 587",
  number: "587",
  from: { name: "München Hbf", departure: "2026-03-14T09:00:00+01:00" },
  to: { name: "Berlin Hbf", arrival: "2026-03-14T13:12:00+01:00" },
};
const nightTrain = {
  name: "Nightjet",
  number: "40421",
  platform: "7",
  from: { name: "Kraków Główny", departure: "2026-03-14T21:48:00+01:00" },
  to: { name: "Zürich HB", arrival: "2026-03-15T11:20:00+01:00" },
};
const code = (seed: string) => `RB1.${seed.repeat(200).slice(0, 200)}`;
const seat = { coach: "7", number: "42" };
const ticket = { passenger: "Ada Example", train, seat, qrCode: code("Ada") };
const ride = { reference: "K7M2QX", from: train.from, to: train.to };
const link = { token: "an-example-token" };

const party = ["Ada Example", "Łukasz Żółć", "Αθηνά Παπαδοπούλου", "Zoë O’Connor", "Jiří Dvořák"].map(
  (passenger, index) => ({
    passenger,
    train: nightTrain,
    seat: { coach: "21", number: String(index + 61) },
    qrCode: code(passenger),
  }),
);

/** The example's one ticket given back for one on a night train. */
function exchange(amount: number): Record<string, unknown> {
  const [leg, booked] = [exampleBooking.legs[0], exampleBooking.tickets[0]];
  const { name, number, from, to } = nightTrain;
  const legs = [{ ...leg, id: "9d3e7c52-64a1-4f0e-b1c8-2a7f5e9d1b33", train: { name, number }, from, to }];
  const tickets = [{ ...booked, id: "5b1e9f0a-7c3d-4e2b-8a6f-1d0c9b8a7e65", leg: { id: legs[0]?.id } }];
  return {
    before: exampleBooking,
    booking: { ...exampleBooking, legs, tickets },
    tickets: [{ ...ticket, train: nightTrain, qrCode: code("exchanged") }],
    difference: { amount, currency: "EUR" },
  };
}

/** Each template at least once, with data as the notification service passes it. */
export const exampleMails: readonly ExampleMail[] = [
  {
    name: "confirmation",
    template: "bookingConfirmation",
    data: { booking: exampleBooking, tickets: [{ ...ticket, qrCode: "RB1.EXAMPLE" }] },
  },
  {
    name: "confirmation-seat-change",
    template: "bookingConfirmation",
    data: {
      booking: exampleBooking,
      tickets: [{ ...ticket, seat: { ...seat, change: { at: "Nürnberg Hbf", coach: "3", number: "11" } } }],
    },
  },
  {
    name: "confirmation-party",
    template: "bookingConfirmation",
    data: {
      booking: { ...exampleBooking, price: { amount: 64_950, currency: "EUR" } },
      tickets: [...party, ticket],
    },
  },
  {
    name: "confirmation-short",
    template: "bookingConfirmation",
    data: { booking: { reference: "K7M2QX" }, train: { name: "ICE 587" }, qrCode: "RB1.EXAMPLE" },
  },
  {
    name: "resend",
    template: "ticketResend",
    data: { booking: exampleBooking, tickets: [{ ...ticket, qrCode: "RB1.EXAMPLE" }] },
  },
  { name: "exchange-refund", template: "bookingChanged", data: exchange(-1500) },
  { name: "exchange-paid", template: "bookingChanged", data: exchange(2110) },
  {
    name: "payment-failed",
    template: "paymentFailed",
    data: { amount: exampleBooking.price, journey: { from: "München Hbf", to: "Berlin Hbf" } },
  },
  {
    name: "refund-started",
    template: "refundStarted",
    data: { reference: "K7M2QX", refund: { amount: 1995, currency: "EUR" }, reason: "compensation" },
  },
  {
    name: "refund-completed",
    template: "refundCompleted",
    data: { reference: "K7M2QX", refund: { amount: 6980, currency: "EUR" }, reason: "cancellation" },
  },
  {
    name: "cancellation",
    template: "bookingCancelled",
    data: {
      booking: {
        ...exampleBooking,
        status: "cancelled",
        tickets: exampleBooking.tickets.map((each) => ({ ...each, status: "cancelled" })),
      },
      refund: { amount: 6980, currency: "EUR" },
      fee: { amount: 1000, currency: "EUR" },
    },
  },
  {
    name: "cancellation-partly",
    template: "bookingCancelled",
    data: {
      booking: exampleBooking,
      refund: { amount: 0, currency: "EUR" },
      tickets: [{ passenger: "Ada Example", train, seat }],
    },
  },
  {
    name: "delay",
    template: "delayNotice",
    data: { train, delayMinutes: 40, reason: "Signal failure near Nürnberg", bookings: [ride] },
  },
  { name: "delay-over", template: "delayNotice", data: { train, delayMinutes: 0, bookings: [ride] } },
  {
    name: "reminder",
    template: "departureReminder",
    data: { train, day: "tomorrow", delayMinutes: 0, bookings: [ride] },
  },
  {
    name: "train-cancelled",
    template: "trainCancelled",
    data: { train, reason: "Storm damage", bookings: [ride, { ...ride, reference: "P4R7NB" }] },
  },
  {
    name: "train-changed",
    template: "trainChanged",
    data: {
      train,
      bookings: [
        { ...ride, now: { departure: "2026-03-14T09:20:00+01:00", arrival: "2026-03-14T13:40:00+01:00" } },
      ],
    },
  },
  {
    name: "platform",
    template: "platformChanged",
    data: {
      train,
      location: "München Hbf",
      platform: "23",
      before: "18",
      bookings: [{ ...ride, does: "boards" }],
    },
  },
  { name: "verify-email", template: "verifyEmail", data: { ...link, name: "Ada Example" } },
  { name: "password-reset", template: "passwordReset", data: link },
  { name: "new-email", template: "confirmNewEmail", data: { ...link, name: "Ada Example" } },
  { name: "password-changed", template: "passwordChanged", data: {} },
  { name: "email-changed", template: "emailChanged", data: { address: "ada.example@example.org" } },
  { name: "account-deleted", template: "accountDeleted", data: {} },
  { name: "booking-link", template: "bookingLink", data: { ...link, reference: "K7M2QX" } },
  {
    name: "waiting-list",
    template: "waitlistConfirmed",
    data: {
      train: { name: train.name, number: train.number },
      from: train.from,
      to: train.to,
      expiresAt: "2026-03-13T18:30:00+01:00",
      path: "/book?hold=example",
    },
  },
];
