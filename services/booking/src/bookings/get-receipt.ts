import type { Locale } from "@railbooker/events/account-events";
import type { Sql } from "@railbooker/runtime/database";
import { ownBooking } from "./get-booking.js";
import { type Movement, receiptOf } from "./receipt.js";
import { receiptPdf } from "./receipt-pdf.js";

/** A PDF of what was bought and paid. @throws AppError 404 `no-such-booking`. */
export function getReceipt(
  sql: Sql,
): (reference: string, user: { id: string; locale: Locale }) => Promise<Buffer> {
  return async (reference, { id, locale }) => {
    const stored = await ownBooking(sql, reference, id);
    return receiptPdf(receiptOf(stored, await movementsOf(sql, stored.id), locale));
  };
}

/** A booking's money in the order in which it moved. */
function movementsOf(sql: Sql, bookingId: string): Promise<Movement[]> {
  return sql.rows<Movement>(
    `WITH paid AS (
       SELECT id, created_at, amount FROM payments WHERE booking_id = $1 AND status IN ('authorised', 'captured'))
     SELECT created_at AS at, amount, NULL AS "refundFor" FROM paid
     UNION ALL
     SELECT r.created_at, r.amount, r.reason FROM refunds r JOIN paid ON paid.id = r.payment_id
     ORDER BY at`,
    [bookingId],
  );
}
