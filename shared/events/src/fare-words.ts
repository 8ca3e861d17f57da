import type { Locale } from "./account-events.js";
import type { Fare, ServiceClass } from "./booking-shape.js";

interface FareWords {
  serviceClass: Readonly<Record<ServiceClass, string>>;
  fare: Readonly<Record<Fare, string>>;
}

/** What travellers read of a ticket's class and fare, in mails as on receipts. */
export const fareWords: Readonly<Record<Locale, FareWords>> = {
  en: {
    serviceClass: { first: "First class", second: "Second class" },
    fare: { flex: "flex", "semi-flex": "semi-flex", advance: "advance" },
  },
  de: {
    serviceClass: { first: "1. Klasse", second: "2. Klasse" },
    fare: { flex: "Flex", "semi-flex": "Semiflex", advance: "Sparpreis" },
  },
};
