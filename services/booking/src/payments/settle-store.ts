import type { Sql } from "@railbooker/runtime/database";
import type { PaymentStatus } from "./payment-store.js";

export interface DuePayment {
  id: string;
  status: PaymentStatus;
  amount: number;
  currency: string;
  /** Whoever asked for it is gone: it was still `requested`, and is called off by being taken. */
  abandoned: boolean;
}

export interface DueRefund {
  id: string;
  paymentId: string;
  amount: number;
  currency: string;
}

/** So long what one process has in hand is left to it; should the process die, another goes on after. */
const lease = "interval '10 s'";
/** After each failure twice as long, up to some minutes; money that is owed is never given up. */
const pause = "least(5 * 2 ^ least(attempts, 10), 300) * interval '1 s'";

/**
 * Takes payments in hand that have to be settled: nobody else sees them again for some seconds. With ids those,
 * at once; without, those whose time has come. One still `requested` is called off by this very statement.
 */
export function takeDuePayments(
  sql: Sql,
  now: Date,
  limit: number,
  ids: readonly string[] | null = null,
): Promise<DuePayment[]> {
  return sql.rows<DuePayment>(
    `UPDATE payments p SET settle_after = $1::timestamptz + ${lease},
            status = CASE p.status WHEN 'requested' THEN 'voiding' ELSE p.status END
       FROM (SELECT id, status FROM payments
              WHERE settle_after IS NOT NULL
                AND CASE WHEN $3::uuid[] IS NULL THEN settle_after <= $1 ELSE id = ANY($3) AND status <> 'requested' END
              ORDER BY settle_after LIMIT $2 FOR UPDATE SKIP LOCKED) AS due
      WHERE p.id = due.id RETURNING p.id, p.status, p.amount, p.currency, due.status = 'requested' AS abandoned`,
    [now, limit, ids],
  );
}

export async function markSettled(
  sql: Sql,
  ids: readonly string[],
  status: "captured" | "voided",
): Promise<void> {
  if (ids.length === 0) return;
  await sql.rows(
    "UPDATE payments SET status = $2, settle_after = NULL, attempts = 0 WHERE id = ANY($1::uuid[])",
    [ids, status],
  );
}

/** Takes refunds in hand whose payment has been captured; of some payments at once, or of all whose time has come. */
export function takeDueRefunds(
  sql: Sql,
  now: Date,
  limit: number,
  paymentIds: readonly string[] | null = null,
): Promise<DueRefund[]> {
  return sql.rows<DueRefund>(
    `UPDATE refunds r SET settle_after = $1::timestamptz + ${lease} FROM payments p
      WHERE p.id = r.payment_id AND r.id IN (
        SELECT d.id FROM refunds d JOIN payments paid ON paid.id = d.payment_id AND paid.status = 'captured'
         WHERE d.settle_after IS NOT NULL
           AND CASE WHEN $3::uuid[] IS NULL THEN d.settle_after <= $1 ELSE d.payment_id = ANY($3) END
         ORDER BY d.settle_after LIMIT $2 FOR UPDATE OF d SKIP LOCKED)
      RETURNING r.id, r.payment_id AS "paymentId", r.amount, p.currency`,
    [now, limit, paymentIds],
  );
}

/** @returns those that were not marked before: of two processes with the same in hand, one gets each. */
export async function markRefundsMade(sql: Sql, ids: readonly string[], now: Date): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    "UPDATE refunds SET made_at = $2, settle_after = NULL WHERE id = ANY($1::uuid[]) AND made_at IS NULL RETURNING id",
    [ids, now],
  );
  return rows.map(({ id }) => id);
}

/** Puts off what the provider did not do, each time longer. */
export async function putOff(
  sql: Sql,
  what: "payments" | "refunds",
  ids: readonly string[],
  now: Date,
): Promise<void> {
  if (ids.length === 0) return;
  await sql.rows(
    `UPDATE ${what} SET attempts = attempts + 1, settle_after = $2::timestamptz + ${pause}
      WHERE id = ANY($1::uuid[]) AND settle_after IS NOT NULL`,
    [ids, now],
  );
}
