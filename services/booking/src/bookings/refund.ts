import type { Money } from "@railbooker/events/booking-shape";
import type { StoredBooking } from "./booking.js";
import { ticketsNotCancellable } from "./booking-errors.js";
import { chooseTickets, sumOf } from "./choose-tickets.js";

/** What cancelling gives back now. */
export interface RefundQuote {
  /** Hand it to cancel, and it will not give back less. */
  id: string;
  tickets: string[];
  refund: Money;
  fee: Money;
  validUntil: Date;
}

const quoteMinutes = 15;

/**
 * Refund by the fare's rules, before departure only; in full where the train is cancelled or very late.
 * @param wanted ticket ids; all valid ones if left out. @throws AppError 422 `not-cancellable`.
 */
export function quoteRefund(
  stored: StoredBooking,
  wanted: readonly string[] | undefined,
  now: Date,
): RefundQuote {
  const chosen = chooseTickets(stored, wanted, now, ticketsNotCancellable);
  const currency = stored.booking.price.currency;
  const refund = sumOf(
    chosen.map(({ worth }) => worth),
    currency,
  );
  const paid = sumOf(
    chosen.map((each) => each.paid),
    currency,
  );
  const validUntil = new Date(now.getTime() + quoteMinutes * 60_000);
  return {
    id: `${refund.amount}.${validUntil.getTime()}`,
    tickets: chosen.map(({ ticket }) => ticket.id),
    refund,
    fee: { amount: paid.amount - refund.amount, currency },
    validUntil,
  };
}

/** What a quote's id promised; undefined for something that is no quote. */
export function readQuoteId(id: string): { refund: number; validUntil: Date } | undefined {
  const match = /^(\d{1,9})\.(\d{10,15})$/.exec(id);
  return match === null ? undefined : { refund: Number(match[1]), validUntil: new Date(Number(match[2])) };
}
