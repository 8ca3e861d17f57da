import type { Booking } from "@railbooker/events/booking-shape";
import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import type { Outbox } from "../outbox/outbox.js";
import { oweRefund } from "../payments/payment-store.js";
import type { Settler } from "../payments/settler.js";
import { releaseTickets } from "../seating/claim-store.js";
import { announceReleased, type SeatNews } from "../seating/seat-news.js";
import { statusOf } from "./booking.js";
import { bookingNotFound, quoteChanged, quoteExpired } from "./booking-errors.js";
import { lockBooking } from "./booking-store.js";
import { quoteRefund, type RefundQuote, readQuoteId } from "./refund.js";

export interface CancelBookingDeps {
  sql: Sql;
  inTransaction: InTransaction;
  outbox: Outbox;
  clock: Clock;
  settler: Settler;
  news: SeatNews;
}

export interface CancelBooking {
  userId: string;
  reference: string;
  tickets?: string[] | undefined;
  quote?: string | undefined;
}

/** Cancels a booking or some of its tickets; the seats are on sale again with the same commit. @throws AppError 404, 409, 410, 422. */
export function cancelBooking(deps: CancelBookingDeps): (command: CancelBooking) => Promise<Booking> {
  return async (command) => {
    const { reference, userId } = command;
    const { booking, released, paymentIds } = await deps.inTransaction(async (sql) => {
      const stored = await lockBooking(sql, reference, userId);
      if (stored === undefined) throw bookingNotFound();
      const { id, version } = stored;
      const quote = quoteRefund(stored, command.tickets, deps.clock());
      checkQuote(command.quote, quote, deps.clock());

      const after = withCancelled(stored.booking, quote.tickets);
      await sql.rows("UPDATE tickets SET status = 'cancelled' WHERE id = ANY($1::uuid[])", [quote.tickets]);
      await sql.rows("UPDATE bookings SET status = $2 WHERE id = $1", [id, after.status]);
      const freed = await releaseTickets(sql, quote.tickets);
      const owed = { bookingId: id, amount: quote.refund.amount, reason: "cancellation" } as const;
      const refunded = await oweRefund(sql, deps.outbox, owed, deps.clock());
      await deps.outbox.append(sql, {
        name: "BookingCancelled",
        aggregateId: reference,
        aggregateVersion: version,
        data: { userId, booking: after, tickets: quote.tickets, refund: quote.refund },
      });
      return { booking: after, released: freed, paymentIds: refunded };
    });
    deps.outbox.wake();
    announceReleased(deps.news, released);
    deps.settler.wake(paymentIds);
    return booking;
  };
}

function checkQuote(id: string | undefined, now: RefundQuote, time: Date): void {
  if (id === undefined) return;
  const quoted = readQuoteId(id);
  if (quoted === undefined || quoted.validUntil <= time) throw quoteExpired();
  if (quoted.refund > now.refund.amount) throw quoteChanged();
}

function withCancelled(booking: Booking, ids: readonly string[]): Booking {
  const tickets = booking.tickets.map((ticket) =>
    ids.includes(ticket.id) ? { ...ticket, status: "cancelled" as const } : ticket,
  );
  return { ...booking, tickets, status: statusOf(tickets) };
}
