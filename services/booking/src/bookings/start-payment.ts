import type { Money } from "@railbooker/events/booking-shape";
import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import { gather } from "@railbooker/runtime/gather";
import { abandonedAfterMs } from "../payments/payment-store.js";
import { paymentTimeoutMs } from "../payments/provider.js";

/** Seats stay kept until the provider has answered and the sale is written, even where the hold would end meanwhile. */
const keptWhilePayingMs = paymentTimeoutMs + 5000;
/** However often somebody tries to pay, a hold lasts no longer than this past its time. */
const longestGraceMs = 30_000;

export interface NewPayment {
  id: string;
  userId: string;
  holdId: string;
  amount: Money;
}

/**
 * Notes a payment, before the provider is asked and so that a crash in between leaves a trace, and with the same statement
 * keeps the hold's seats until the answer is there. What comes in at the same time shares one commit.
 * @returns false where the hold has ended.
 */
export function startPayment(deps: { sql: Sql; clock: Clock }): (payment: NewPayment) => Promise<boolean> {
  return gather(
    async (payments: NewPayment[]) => {
      const started = await startPayments(deps.sql, payments, deps.clock());
      return payments.map(({ id }) => ({ ok: true as const, value: started.has(id) }));
    },
    { most: 64, lanes: 2 },
  );
}

async function startPayments(sql: Sql, payments: readonly NewPayment[], now: Date): Promise<Set<string>> {
  const after = (ms: number) => new Date(now.getTime() + ms);
  // Holds are locked in the order of their ids, so that two batches wait for each other and do not deadlock.
  const rows = await sql.rows<{ id: string }>(
    `WITH wanted AS (
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[], $5::text[]) AS w (id, user_id, hold_id, amount, currency)),
     locked AS (
       SELECT h.id FROM holds h WHERE EXISTS (SELECT 1 FROM wanted w WHERE w.hold_id = h.id AND w.user_id = h.user_id)
        ORDER BY h.id FOR UPDATE),
     kept AS (
       UPDATE holds h SET pays_until = coalesce(pays_until, expires_at + $9 * interval '1 ms'),
              expires_at = greatest(expires_at, least($8::timestamptz, coalesce(pays_until, expires_at + $9 * interval '1 ms')))
         FROM locked WHERE h.id = locked.id AND h.status = 'active' AND h.expires_at > $6 RETURNING h.id, h.user_id, h.expires_at),
     claims AS (
       UPDATE seat_claims c SET expires_at = k.expires_at FROM kept k JOIN hold_legs l ON l.hold_id = k.id
        WHERE c.hold_leg_id = l.id AND c.ticket_id IS NULL AND c.expires_at < k.expires_at)
     INSERT INTO payments (id, user_id, hold_id, amount, currency, status, created_at, settle_after)
     SELECT w.id, w.user_id, w.hold_id, w.amount, w.currency, 'requested', $6, $7
       FROM wanted w JOIN kept k ON k.id = w.hold_id AND k.user_id = w.user_id RETURNING id`,
    [
      payments.map(({ id }) => id),
      payments.map(({ userId }) => userId),
      payments.map(({ holdId }) => holdId),
      payments.map(({ amount }) => amount.amount),
      payments.map(({ amount }) => amount.currency),
      now,
      after(abandonedAfterMs),
      after(keptWhilePayingMs),
      longestGraceMs,
    ],
  );
  return new Set(rows.map(({ id }) => id));
}
