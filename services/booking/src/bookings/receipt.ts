import type { Locale } from "@railbooker/events/account-events";
import type { BookedLeg } from "@railbooker/events/booking-shape";
import { fareWords } from "@railbooker/events/fare-words";
import type { StoredBooking } from "./booking.js";

/** Money taken, or given back for a reason; amounts in minor units. */
export interface Movement {
  at: Date;
  amount: number;
  refundFor: "cancellation" | "exchange" | "compensation" | null;
}

/** A receipt in words, ready to be drawn. */
export interface Receipt {
  locale: Locale;
  title: string;
  /** Who, what and when. */
  facts: readonly (readonly [label: string, value: string])[];
  itemsTitle: string;
  items: readonly ReceiptLine[];
  moneyTitle: string;
  money: readonly ReceiptLine[];
  total: ReceiptLine;
  note: string;
}

export interface ReceiptLine {
  text: string;
  /** A second, softer line. */
  detail?: string;
  amount: string;
}

/** What was bought with the tickets that a booking has now, and every movement of its money. */
export function receiptOf(
  { booking, ticketPrices }: StoredBooking,
  movements: readonly Movement[],
  locale: Locale,
): Receipt {
  const words = { ...wordings[locale], ...fareWords[locale] };
  const { reference, createdAt, contact, legs, tickets, price } = booking;
  const money = (amount: number) => moneyText(amount, price.currency, words.intl);
  const day = (at: Date) => dateText(at.toISOString(), words.intl);
  const signed = ({ amount, refundFor }: Movement) => (refundFor === null ? amount : -amount);
  return {
    locale,
    title: `${words.title} ${reference}`,
    facts: [
      [words.reference, reference],
      [words.booked, dateText(createdAt, words.intl)],
      [words.contact, contact.email],
    ],
    itemsTitle: words.tickets,
    items: tickets.map((ticket) => {
      const leg = legs.find(({ id }) => id === ticket.leg.id);
      return {
        text: leg === undefined ? ticket.passenger.name : `${leg.from.name} – ${leg.to.name}`,
        detail: [
          ...(leg === undefined ? [] : rideWords(leg, words)),
          ticket.passenger.name,
          ...(ticket.status === "cancelled" ? [words.cancelled] : []),
        ].join(" · "),
        amount: money(ticketPrices.get(ticket.id) ?? 0),
      };
    }),
    moneyTitle: words.payments,
    money: movements.map((movement) => ({
      text: movement.refundFor === null ? words.paid : words.refundFor[movement.refundFor],
      detail: day(movement.at),
      amount: money(signed(movement)),
    })),
    total: {
      text: words.total,
      amount: money(movements.reduce((sum, movement) => sum + signed(movement), 0)),
    },
    note: words.note,
  };
}

const wordings = {
  en: {
    intl: "en-GB",
    title: "Receipt",
    reference: "Booking reference",
    booked: "Booked on",
    contact: "Booked for",
    tickets: "Tickets",
    cancelled: "cancelled",
    payments: "Payments",
    paid: "Paid by card",
    refundFor: {
      cancellation: "Refund for cancelled tickets",
      exchange: "Refund for exchanged tickets",
      compensation: "Compensation for a late train",
    },
    total: "Paid in all",
    note: "This receipt is no ticket; your tickets are in the mail that confirmed the booking, and in the booking itself.",
  },
  de: {
    intl: "de-DE",
    title: "Beleg",
    reference: "Buchungsnummer",
    booked: "Gebucht am",
    contact: "Gebucht für",
    tickets: "Tickets",
    cancelled: "storniert",
    payments: "Zahlungen",
    paid: "Mit Karte bezahlt",
    refundFor: {
      cancellation: "Erstattung für stornierte Tickets",
      exchange: "Erstattung für umgebuchte Tickets",
      compensation: "Entschädigung für einen verspäteten Zug",
    },
    total: "Insgesamt bezahlt",
    note: "Dieser Beleg ist kein Ticket; Ihre Tickets sind in der Mail, die Ihre Buchung bestätigt hat, und in der Buchung selbst.",
  },
} as const;
type Words = (typeof wordings)[Locale] & (typeof fareWords)[Locale];

const rideWords = ({ from, train, serviceClass, fare }: BookedLeg, words: Words): string[] => [
  `${dateText(from.departure, words.intl)}, ${train.name}`,
  `${words.serviceClass[serviceClass]}, ${words.fare[fare]}`,
];

function moneyText(amount: number, currency: string, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: "currency", currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** The date that stands in the text: a station's own, or that of an instant in UTC. */
function dateText(time: string, locale: string): string {
  const options = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(locale, options).format(new Date(`${time.slice(0, 10)}T00:00:00Z`));
}
