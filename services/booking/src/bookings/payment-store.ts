import type { Money } from "@railbooker/events/booking-shape";
import type { Sql } from "@railbooker/runtime/database";

export type PaymentStatus = "requested" | "authorised" | "captured" | "declined" | "unknown" | "voided";

/** Written before the provider is asked, so that a crash in between leaves a trace. */
export async function insertPayment(
  sql: Sql,
  payment: { id: string; userId: string; holdId: string; amount: Money },
  now: Date,
): Promise<void> {
  await sql.rows(
    "INSERT INTO payments (id, user_id, hold_id, amount, currency, status, created_at) VALUES ($1, $2, $3, $4, $5, 'requested', $6)",
    [payment.id, payment.userId, payment.holdId, payment.amount.amount, payment.amount.currency, now],
  );
}

export async function markPayment(
  sql: Sql,
  id: string,
  status: PaymentStatus,
  bookingId?: string,
): Promise<void> {
  await sql.rows("UPDATE payments SET status = $2, booking_id = coalesce($3, booking_id) WHERE id = $1", [
    id,
    status,
    bookingId ?? null,
  ]);
}

/** Notes a refund; the row's check refuses to give back more than was taken. @returns the payment to refund at the provider. */
export async function noteRefund(sql: Sql, bookingId: string, amount: number): Promise<string | undefined> {
  const [row] = await sql.rows<{ id: string }>(
    "UPDATE payments SET refunded = refunded + $2 WHERE booking_id = $1 AND status IN ('authorised', 'captured') RETURNING id",
    [bookingId, amount],
  );
  return row?.id;
}
