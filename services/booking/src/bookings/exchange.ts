import type { Money, Passenger } from "@railbooker/events/booking-shape";
import type { Hold } from "../seating/hold.js";
import { mostIssues } from "../tickets/ticket-claims.js";
import type { StoredBooking } from "./booking.js";
import { notExchangeable } from "./booking-errors.js";
import { type ChosenTicket, chooseTickets, sumOf } from "./choose-tickets.js";
import { misfit, priceHold } from "./price-hold.js";

/** Tickets that are given up for other seats. */
export interface GivenUp {
  tickets: string[];
  /** What they are worth. */
  credit: Money;
}

/** What changing to other seats costs now. */
export interface ExchangeQuote extends GivenUp {
  /** What the held seats cost. */
  price: Money;
  /** To be paid; below zero it comes back. */
  difference: Money;
}

export interface Exchange extends ExchangeQuote {
  /** Priced for those who travel. */
  hold: Hold;
  /** Who travels on the new seats, in the order of the booking. */
  passengers: Passenger[];
  /** How often the tickets given up have been issued at most. */
  sequence: number;
}

/**
 * Which tickets can be given up for other seats, whatever these are: they are worth what cancelling them would give.
 * @param wanted ticket ids; all valid ones if left out. @throws AppError 422 `not-exchangeable`.
 */
export function quoteGivenUp(
  stored: StoredBooking,
  wanted: readonly string[] | undefined,
  now: Date,
): GivenUp & { chosen: ChosenTicket[] } {
  const chosen = chooseTickets(stored, wanted, now, notExchangeable);
  const bound = chosen.find(({ worth, paid }) => worth === 0 && paid > 0);
  if (bound !== undefined)
    throw notExchangeable(
      `Tickets of the fare "${bound.leg.fare}" cannot be exchanged, unless their train is cancelled or an hour late.`,
    );
  const credit = sumOf(
    chosen.map(({ worth }) => worth),
    stored.booking.price.currency,
  );
  return { chosen, tickets: chosen.map(({ ticket }) => ticket.id), credit };
}

/**
 * Tickets for held seats: the rest is paid or comes back. The seats must be as many as the tickets have passengers.
 * @throws AppError 422 `not-exchangeable`, `passenger-count`, `passenger-types`.
 */
export function quoteExchange(
  stored: StoredBooking,
  wanted: readonly string[] | undefined,
  hold: Hold,
  now: Date,
): Exchange {
  const { chosen, tickets, credit } = quoteGivenUp(stored, wanted, now);
  const sequence = Math.max(...tickets.map((id) => stored.sequences.get(id) ?? 1));
  if (sequence >= mostIssues)
    throw notExchangeable(
      `These tickets have been exchanged ${sequence - 1} times, which is as often as can be; cancel them and book anew.`,
    );
  const travelling = new Set(chosen.map(({ ticket }) => ticket.passenger.id));
  const passengers = stored.booking.passengers.filter(({ id }) => travelling.has(id));
  const wrong = misfit(hold, passengers);
  if (wrong !== undefined) throw wrong;
  const { currency } = credit;
  if (hold.price.currency !== currency)
    throw notExchangeable(
      `The booking was paid in ${currency}, and these seats cost ${hold.price.currency}.`,
    );
  const priced = priceHold(hold, passengers);
  return {
    tickets,
    credit,
    passengers,
    sequence,
    hold: priced,
    price: priced.price,
    difference: { amount: priced.price.amount - credit.amount, currency },
  };
}
