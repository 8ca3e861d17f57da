import type { Money, Passenger } from "@railbooker/events/booking-shape";
import type { Hold } from "../seating/hold.js";
import type { StoredBooking } from "./booking.js";
import { notExchangeable } from "./booking-errors.js";
import { type ChosenTicket, chooseTickets, sumOf } from "./choose-tickets.js";
import { misfit, priceHold } from "./price-hold.js";

/** What changing to other seats costs now. */
export interface ExchangeQuote {
  /** The tickets that are given up. */
  tickets: string[];
  /** What they are worth. */
  credit: Money;
  /** What the held seats cost. */
  price: Money;
  /** To be paid; below zero it comes back. */
  difference: Money;
}

export interface Exchange extends ExchangeQuote {
  chosen: ChosenTicket[];
  /** Priced for them. */
  hold: Hold;
  /** Who travels on the new seats, in the order of the booking. */
  passengers: Passenger[];
  /** How often the tickets given up have been issued at most. */
  sequence: number;
}

/**
 * Tickets for held seats: the old are worth what cancelling them would give, and the rest is paid or comes back. The seats
 * must be as many as the tickets have passengers.
 * @throws AppError 422 `not-exchangeable`, `passenger-count`, `passenger-types`.
 */
export function quoteExchange(
  stored: StoredBooking,
  wanted: readonly string[] | undefined,
  hold: Hold,
  now: Date,
): Exchange {
  const chosen = chooseTickets(stored, wanted, now, notExchangeable);
  const bound = chosen.find(({ worth, paid }) => worth === 0 && paid > 0);
  if (bound !== undefined)
    throw notExchangeable(
      `Tickets of the fare "${bound.leg.fare}" cannot be exchanged, unless their train is cancelled or an hour late.`,
    );
  const travelling = new Set(chosen.map(({ ticket }) => ticket.passenger.id));
  const passengers = stored.booking.passengers.filter(({ id }) => travelling.has(id));
  const wrong = misfit(hold, passengers);
  if (wrong !== undefined) throw wrong;
  const priced = priceHold(hold, passengers);
  const currency = stored.booking.price.currency;
  if (hold.price.currency !== currency)
    throw notExchangeable(
      `The booking was paid in ${currency}, and these seats cost ${hold.price.currency}.`,
    );
  const credit = sumOf(
    chosen.map(({ worth }) => worth),
    currency,
  );
  return {
    chosen,
    passengers,
    sequence: Math.max(...chosen.map(({ ticket }) => stored.sequences.get(ticket.id) ?? 1)),
    tickets: chosen.map(({ ticket }) => ticket.id),
    credit,
    hold: priced,
    price: priced.price,
    difference: { amount: priced.price.amount - credit.amount, currency },
  };
}
