import type { Money } from "@railbooker/events/booking-shape";
import type { Sql } from "@railbooker/runtime/database";
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
 * Notes the payment, before the provider is asked and so that a crash in between leaves a trace, and with the same statement
 * keeps the hold's seats until the answer is there. @returns false where the hold has ended.
 */
export async function startPayment(sql: Sql, payment: NewPayment, now: Date): Promise<boolean> {
  const after = (ms: number) => new Date(now.getTime() + ms);
  const rows = await sql.rows(
    `WITH kept AS (
       UPDATE holds SET pays_until = coalesce(pays_until, expires_at + $9 * interval '1 ms'),
              expires_at = greatest(expires_at, least($8::timestamptz, coalesce(pays_until, expires_at + $9 * interval '1 ms')))
        WHERE id = $3 AND user_id = $2 AND status = 'active' AND expires_at > $6 RETURNING id, expires_at),
     claims AS (
       UPDATE seat_claims c SET expires_at = k.expires_at FROM kept k JOIN hold_legs l ON l.hold_id = k.id
        WHERE c.hold_leg_id = l.id AND c.ticket_id IS NULL AND c.expires_at < k.expires_at)
     INSERT INTO payments (id, user_id, hold_id, amount, currency, status, created_at, settle_after)
     SELECT $1, $2, id, $4, $5, 'requested', $6, $7 FROM kept RETURNING id`,
    [
      payment.id,
      payment.userId,
      payment.holdId,
      payment.amount.amount,
      payment.amount.currency,
      now,
      after(abandonedAfterMs),
      after(keptWhilePayingMs),
      longestGraceMs,
    ],
  );
  return rows.length === 1;
}
