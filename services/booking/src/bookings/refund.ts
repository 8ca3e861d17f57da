import type { Money } from "@railbooker/events/booking-shape";
import type { StoredBooking } from "./booking.js";
import { ticketsNotCancellable } from "./booking-errors.js";
import { refundPercent } from "./refund-share.js";

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
 * Refund by the fare's rules; before departure only.
 * @param wanted ticket ids; all valid ones if left out. @throws AppError 422 `not-cancellable`.
 */
export function quoteRefund(
  stored: StoredBooking,
  wanted: readonly string[] | undefined,
  now: Date,
): RefundQuote {
  const { booking, departures, ticketPrices } = stored;
  const valid = booking.tickets.filter((ticket) => ticket.status === "valid");
  const chosen = wanted === undefined ? valid : valid.filter((ticket) => wanted.includes(ticket.id));
  if (chosen.length === 0)
    throw ticketsNotCancellable("Every ticket of this booking has been cancelled already.");
  if (wanted !== undefined && chosen.length !== new Set(wanted).size) {
    throw ticketsNotCancellable(
      "Not each of these tickets is a valid ticket of this booking; look at GET /api/bookings for their ids.",
    );
  }
  let refund = 0;
  let paid = 0;
  for (const ticket of chosen) {
    const leg = booking.legs.find((candidate) => candidate.id === ticket.leg.id);
    const departure = departures.get(ticket.leg.id);
    if (leg === undefined || departure === undefined || departure <= now) {
      throw ticketsNotCancellable(
        `${leg?.train.name ?? "The train"} has left; its tickets cannot be cancelled any more.`,
      );
    }
    const price = ticketPrices.get(ticket.id) ?? 0;
    paid += price;
    refund += Math.floor((price * refundPercent[leg.fare]) / 100);
  }
  const currency = booking.price.currency;
  const validUntil = new Date(now.getTime() + quoteMinutes * 60_000);
  return {
    id: `${refund}.${validUntil.getTime()}`,
    tickets: chosen.map((ticket) => ticket.id),
    refund: { amount: refund, currency },
    fee: { amount: paid - refund, currency },
    validUntil,
  };
}

/** What a quote's id promised; undefined for something that is no quote. */
export function readQuoteId(id: string): { refund: number; validUntil: Date } | undefined {
  const match = /^(\d{1,9})\.(\d{10,15})$/.exec(id);
  return match === null ? undefined : { refund: Number(match[1]), validUntil: new Date(Number(match[2])) };
}
