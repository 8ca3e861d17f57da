import type { Sql } from "@railbooker/runtime/database";
import type { Outbox } from "../outbox/outbox.js";
import { tellOfRefunds } from "./tell-of-money.js";

/**
 * requested ▶ authorised (with its booking, in the booking's own transaction) ▶ captured;
 * requested ▶ declined; requested ▶ voiding (bought nothing, or nobody knows) ▶ voided.
 */
export type PaymentStatus = "requested" | "authorised" | "captured" | "declined" | "voiding" | "voided";

/** A payment still `requested` after this has lost its process; it is called off. Longer than any purchase takes. */
export const abandonedAfterMs = 20_000;
/** The process that has sold settles at once; another does after this. */
export const settledByOthersAfterMs = 10_000;

/** @returns whether it was still open. */
export async function markDeclined(sql: Sql, id: string): Promise<boolean> {
  const rows = await sql.rows(
    "UPDATE payments SET status = 'declined', settle_after = NULL WHERE id = $1 AND status = 'requested' RETURNING id",
    [id],
  );
  return rows.length === 1;
}

/**
 * Ties an authorised payment to what it buys, inside that sale's transaction: of it and of the settler, which calls off what is
 * left over, exactly one succeeds. @returns whether it was still there to be used.
 */
export async function usePayment(sql: Sql, id: string, bookingId: string, now: Date): Promise<boolean> {
  const rows = await sql.rows(
    `UPDATE payments SET status = 'authorised', booking_id = $2, settle_after = $3
      WHERE id = $1 AND status = 'requested' RETURNING id`,
    [id, bookingId, new Date(now.getTime() + settledByOthersAfterMs)],
  );
  return rows.length === 1;
}

/** Marks a payment that bought nothing to be called off at the provider. One that has bought something stays. @returns whether it was marked. */
export async function callOff(sql: Sql, id: string, now: Date): Promise<boolean> {
  const rows = await sql.rows(
    "UPDATE payments SET status = 'voiding', settle_after = $2 WHERE id = $1 AND status = 'requested' RETURNING id",
    [id, now],
  );
  return rows.length === 1;
}

export type RefundReason = "cancellation" | "exchange" | "compensation";

/**
 * Notes money that is owed back for a booking, from its latest payments first, with the events that tell of it; call it under
 * the booking's lock. The rows' checks refuse to give back more than was taken.
 * @returns the payments to settle. @throws Error where the booking's payments do not cover it.
 */
export async function oweRefund(
  sql: Sql,
  outbox: Outbox,
  owed: { bookingId: string; amount: number; reason: RefundReason },
  now: Date,
): Promise<string[]> {
  if (owed.amount === 0) return [];
  const rows = await sql.rows<{ id: string; paymentId: string; amount: number }>(
    `WITH open AS (
       SELECT id, amount - refunded AS rest, sum(amount - refunded) OVER (ORDER BY created_at DESC, id) AS upto
         FROM payments WHERE booking_id = $1 AND status IN ('authorised', 'captured')),
     shares AS (SELECT id, least(rest, $2::int - (upto - rest))::int AS share FROM open WHERE rest > 0 AND upto - rest < $2::int),
     marked AS (UPDATE payments p SET refunded = p.refunded + s.share FROM shares s WHERE p.id = s.id RETURNING p.id, s.share)
     INSERT INTO refunds (payment_id, amount, reason, created_at, settle_after)
     SELECT id, share, $3, $4, $4::timestamptz + interval '10 s' FROM marked RETURNING id, payment_id AS "paymentId", amount`,
    [owed.bookingId, owed.amount, owed.reason, now],
  );
  const covered = rows.reduce((sum, row) => sum + row.amount, 0);
  if (covered !== owed.amount)
    throw new Error(`booking ${owed.bookingId} has ${covered} left to give back, not ${owed.amount}`);
  const ids = rows.map(({ id }) => id);
  await tellOfRefunds(sql, outbox, "RefundStarted", ids);
  return rows.map((row) => row.paymentId);
}
