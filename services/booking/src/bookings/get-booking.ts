import type { Booking } from "@railbooker/events/booking-shape";
import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import type { StoredBooking } from "./booking.js";
import { bookingNotFound } from "./booking-errors.js";
import { findBooking } from "./booking-store.js";
import { quoteRefund, type RefundQuote } from "./refund.js";

/** A user's booking with all that is known of it. @throws AppError 404 `no-such-booking`, also where it is another's. */
export async function ownBooking(sql: Sql, reference: string, userId: string): Promise<StoredBooking> {
  const stored = await findBooking(sql, reference, userId);
  if (stored === undefined) throw bookingNotFound();
  return stored;
}

/** A booking of the user's; someone else's is not found, so that nobody learns which references exist. */
export function getBooking(sql: Sql): (reference: string, userId: string) => Promise<Booking> {
  return async (reference, userId) => (await ownBooking(sql, reference, userId)).booking;
}

/** What cancelling would give back now. @throws AppError 404 `no-such-booking`, 422 `not-cancellable`. */
export function getRefundQuote(
  sql: Sql,
  clock: Clock,
): (reference: string, userId: string, tickets: string[] | undefined) => Promise<RefundQuote> {
  return async (reference, userId, tickets) =>
    quoteRefund(await ownBooking(sql, reference, userId), tickets, clock());
}
