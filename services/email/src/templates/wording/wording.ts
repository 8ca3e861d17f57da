import type { Fare, ServiceClass } from "@railbooker/events/booking-shape";
import type { AccountWording, TokenWording } from "./account.js";
import type { PaymentsWording } from "./payments.js";
import type { TrainsWording } from "./trains.js";

/** The words of one language for what is not in the text parts. Sentences are functions of what they name. */
export interface Wording extends AccountWording, PaymentsWording, TrainsWording {
  /** For dates and money, and the language mark of the mail. */
  intlLocale: string;
  footer: string;
  seatOf: (coach: string, seat: string) => string;
  /** A seat that takes another's place on the way. */
  seatChange: (first: string, at: string, next: string) => string;
  daysLater: (days: number) => string;
  /** Beside the tickets of whatever mail has them. */
  tickets: {
    qrAlt: (passenger: string, train: string) => string;
    scanHint: string;
    /** In the text part, before the link to the booking. */
    codesHint: string;
    /** Where a large party's tickets are not all drawn. */
    moreHint: (tickets: number) => string;
    position: (ticket: number, of: number) => string;
    /** Over the rides of tickets that were given back. */
    replacedHeading: string;
  };
  bookingConfirmation: {
    subject: (reference: string, route: string) => string;
    preheader: (tickets: number, reference: string) => string;
    heading: string;
    intro: (tickets: number) => string;
    receiptHint: string;
  };
  ticketResend: {
    subject: (reference: string, route: string) => string;
    heading: string;
    intro: string;
  };
  bookingChanged: {
    subject: (reference: string, route: string) => string;
    preheader: (reference: string) => string;
    heading: string;
    intro: (tickets: number) => string;
    /** Labels of the difference, whichever way it goes. */
    paid: string;
    refund: string;
    refundNote: string;
  };
  /** The PDF and the calendar that come with a confirmation. */
  documents: {
    fileName: string;
    title: (reference: string) => string;
    departure: string;
    arrival: string;
    note: string;
    fareLabel: string;
    serviceClass: Record<ServiceClass, string>;
    fare: Record<Fare, string>;
    /** What a calendar entry says of the ride. */
    ride: (reference: string, seats: string) => string;
  };
  bookingCancelled: {
    subject: (reference: string) => string;
    preheader: (reference: string) => string;
    heading: (partly: boolean) => string;
    intro: (partly: boolean) => string;
    refundNote: string;
    noRefundNote: string;
  };
  /** The heading names the booking's reference. */
  bookingLink: Omit<TokenWording, "heading"> & { heading: (reference: string) => string };
  waitlistConfirmed: Omit<TokenWording, "heading" | "intro" | "validity"> & {
    heading: string;
    intro: (train: string, route: string, when: string) => string;
    validity: (until: string) => string;
  };
  labels: Record<
    "reference" | "total" | "passenger" | "seat" | "train" | "platform" | "refund" | "fee" | "viewBooking",
    string
  > & { reasonOf: (reason: string) => string };
}
