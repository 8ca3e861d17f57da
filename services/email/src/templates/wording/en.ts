import { fareWords } from "@railbooker/events/fare-words";
import { englishAccount } from "./account-en.js";
import { englishPayments } from "./payments-en.js";
import { englishTrains } from "./trains-en.js";
import type { Wording } from "./wording.js";

export const english: Wording = {
  ...englishAccount,
  ...englishPayments,
  ...englishTrains,
  intlLocale: "en-GB",
  footer:
    "RailBooker sends this mail because of something done with your address on our site. Replies are not read.",
  seatOf: (coach, seat) => `Coach ${coach}, seat ${seat}`,
  seatChange: (first, at, next) => `${first}; from ${at}: ${next}`,
  daysLater: (days) => `+${days} ${days === 1 ? "day" : "days"}`,
  tickets: {
    qrAlt: (passenger, train) => `QR ticket${passenger === "" ? "" : ` of ${passenger}`} for ${train}`,
    scanHint: "Show this code to the inspector",
    codesHint:
      "The codes to show on the train are attached, as pictures and as a PDF. They are also in your booking:",
    moreHint: (tickets) =>
      `${tickets} more ${tickets === 1 ? "ticket is" : "tickets are"} in the attached PDF and in your booking.`,
    position: (ticket, of) => (of === 1 ? "Ticket" : `Ticket ${ticket} of ${of}`),
    replacedHeading: "No longer valid",
  },
  bookingConfirmation: {
    subject: (reference, route) => `Your tickets${route === "" ? "" : `: ${route}`} (${reference})`,
    preheader: (tickets, reference) =>
      `${tickets === 1 ? "Your ticket is" : `Your ${tickets} tickets are`} in this mail. Booking reference ${reference}.`,
    heading: "Your booking is confirmed",
    intro: (tickets) =>
      tickets === 1
        ? "Your ticket is below. Show its code on the train, on your phone or printed."
        : `Your ${tickets} tickets are below. Show their codes on the train, on your phone or printed.`,
    receiptHint: "A receipt is in your booking, to keep or to print.",
  },
  ticketResend: {
    subject: (reference, route) => `Your tickets again${route === "" ? "" : `: ${route}`} (${reference})`,
    heading: "Your tickets, once more",
    intro: "You asked for your tickets again. Here are all that are valid now; they are the same as before.",
  },
  bookingChanged: {
    subject: (reference, route) => `Your new tickets${route === "" ? "" : `: ${route}`} (${reference})`,
    preheader: (reference) =>
      `Tickets of booking ${reference} are exchanged. The earlier ones are no longer valid.`,
    heading: "Your tickets are exchanged",
    intro: (tickets) =>
      tickets === 1
        ? "Your new ticket is below. The one you gave back is no longer valid."
        : `Your ${tickets} new tickets are below. Those you gave back are no longer valid.`,
    paid: "Paid in addition",
    refund: "Refund",
    refundNote: "Your refund goes back to the way you paid. Banks take a few days.",
  },
  documents: {
    fileName: "tickets",
    title: (reference) => `Tickets ${reference}`,
    departure: "Departure",
    arrival: "Arrival",
    note: "Times are local to each station. Show this page, printed or on a screen, to the inspector.",
    fareLabel: "Class and fare",
    ...fareWords.en,
    ride: (reference, seats) => `Booking ${reference}${seats === "" ? "" : `\n${seats}`}`,
  },
  bookingCancelled: {
    subject: (reference) => `Your cancellation (${reference})`,
    preheader: (reference) => `We have cancelled what you asked for in booking ${reference}.`,
    heading: (partly) => (partly ? "Your tickets are cancelled" : "Your booking is cancelled"),
    intro: (partly) =>
      partly
        ? "The tickets below are no longer valid. Anything else in your booking stays as it is."
        : "Its tickets are no longer valid, and the seats are free for others.",
    refundNote: "Your refund goes back to the way you paid. Banks take a few days.",
    noRefundNote: "The fare of these tickets does not include a refund.",
  },
  bookingLink: {
    subject: "Your booking at RailBooker",
    preheader: "The link shows your booking once, within 30 minutes.",
    heading: (reference) => `Your booking ${reference}`,
    intro: "Someone, hopefully you, asked to see this booking.",
    button: "Show the booking",
    linkHint: "If the button does not work, open this link:",
    validity: "The link works once, for 30 minutes.",
    notYou: "It was not you? Then ignore this mail; nobody has seen your booking.",
  },
  waitlistConfirmed: {
    subject: "Seats are held for you",
    preheader: "Pay soon, or they go to the next on the waiting list.",
    heading: "Seats are held for you",
    intro: (train, route, when) =>
      `Seats have come free on the train you are waiting for: ${train}, ${route}, ${when}.`,
    button: "Pay for the seats",
    linkHint: "If the button does not work, open this link:",
    validity: (until) => `They are held until ${until}.`,
    notYou: "You do not want them any more? Then do nothing; the next in line will be glad.",
  },
  labels: {
    reference: "Booking reference",
    total: "Total paid",
    passenger: "Passenger",
    seat: "Seat",
    train: "Train",
    platform: "Platform",
    refund: "Refund",
    fee: "Fee",
    viewBooking: "View booking",
    reasonOf: (reason) => `Reason: ${reason}`,
  },
};
