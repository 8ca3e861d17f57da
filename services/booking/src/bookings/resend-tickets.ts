import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import type { Outbox } from "../outbox/outbox.js";
import { bookingNotFound, noValidTickets, resentLately } from "./booking-errors.js";
import { lockBooking } from "./booking-store.js";

export interface ResendDeps {
  inTransaction: InTransaction;
  outbox: Outbox;
  clock: Clock;
}

/** The address was typed in and never confirmed: nobody's inbox shall be filled by pressing a button. */
const pauseMs = 10 * 60_000;

/**
 * Has the valid tickets of a booking mailed again, to the address that was given with it.
 * @throws AppError 404 `no-such-booking`, 422 `no-valid-tickets`, 429 `resent-lately`.
 */
export function resendTickets(deps: ResendDeps): (reference: string, userId: string) => Promise<void> {
  return async (reference, userId) => {
    await deps.inTransaction(async (sql) => {
      const stored = await lockBooking(sql, reference, userId);
      if (stored === undefined) throw bookingNotFound();
      const { id, version, booking } = stored;
      if (booking.tickets.every(({ status }) => status !== "valid")) throw noValidTickets();
      await noteResent(sql, id, deps.clock());
      await deps.outbox.append(sql, {
        name: "TicketResendRequested",
        aggregateId: reference,
        aggregateVersion: version,
        data: { userId, booking },
      });
    });
    deps.outbox.wake();
  };
}

/** Under the booking's lock. */
async function noteResent(sql: Sql, bookingId: string, now: Date): Promise<void> {
  const [row] = await sql.rows<{ before: Date | null }>(
    "SELECT resent_at AS before FROM bookings WHERE id = $1",
    [bookingId],
  );
  const before = row?.before?.getTime() ?? Number.NEGATIVE_INFINITY;
  const waitMs = before + pauseMs - now.getTime();
  if (waitMs > 0) throw resentLately(Math.ceil(waitMs / 1000));
  await sql.rows("UPDATE bookings SET resent_at = $2 WHERE id = $1", [bookingId, now]);
}
