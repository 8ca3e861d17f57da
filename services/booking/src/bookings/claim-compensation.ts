import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import type { Outbox } from "../outbox/outbox.js";
import { oweRefund } from "../payments/payment-store.js";
import type { Settler } from "../payments/settler.js";
import { bookingNotFound, compensationClaimed, noCompensation } from "./booking-errors.js";
import { lockBooking } from "./booking-store.js";
import { type Compensation, compensationOf } from "./compensation.js";
import { ownBooking } from "./get-booking.js";

export interface CompensationDeps {
  sql: Sql;
  inTransaction: InTransaction;
  outbox: Outbox;
  clock: Clock;
  settler: Settler;
}

/** What can be claimed for late trains. @throws AppError 404 `no-such-booking`. */
export function getCompensation(
  deps: CompensationDeps,
): (reference: string, userId: string) => Promise<Compensation> {
  return async (reference, userId) =>
    compensationOf(await ownBooking(deps.sql, reference, userId), deps.clock());
}

/**
 * Pays out all that can be claimed now, each ticket once and back to the way it was paid.
 * @throws AppError 404 `no-such-booking`, 409 `compensation-claimed`, 422 `no-compensation`.
 */
export function claimCompensation(
  deps: CompensationDeps,
): (reference: string, userId: string) => Promise<Compensation> {
  return async (reference, userId) => {
    const { after, paymentIds } = await deps.inTransaction(async (sql) => {
      const stored = await lockBooking(sql, reference, userId);
      if (stored === undefined) throw bookingNotFound();
      const before = compensationOf(stored, deps.clock());
      if (before.claimable.amount === 0)
        throw before.items.length === 0 ? noCompensation() : compensationClaimed();
      const open = before.items.filter(({ claimed }) => !claimed);
      await sql.rows(
        `UPDATE tickets t SET compensation = c.amount FROM unnest($1::uuid[], $2::int[]) AS c (id, amount)
          WHERE t.id = c.id AND t.compensation IS NULL`,
        [open.map(({ ticket }) => ticket), open.map(({ amount }) => amount.amount)],
      );
      const owed = { bookingId: stored.id, amount: before.claimable.amount, reason: "compensation" } as const;
      const items = before.items.map((item) => ({ ...item, claimed: true }));
      return {
        after: { items, claimable: { ...before.claimable, amount: 0 } },
        paymentIds: await oweRefund(sql, deps.outbox, owed, deps.clock()),
      };
    });
    deps.outbox.wake();
    deps.settler.wake(paymentIds);
    return after;
  };
}
