import type { Sql } from "@railbooker/runtime/database";
import { refuseOpenMatters } from "./open-matters.js";

/** Nothing is ever sent there: the top-level domain is reserved for names that do not exist. */
const nobodysAddress = "deleted@deleted.invalid";

/**
 * Takes the person out of bookings, in the transaction that deletes the account. What was sold, for how much and when stays,
 * since the law wants it kept; of whom it was sold to, the number of an account remains that says nothing.
 *
 * Events about the user that were published stay in the outbox for its retention, which is days.
 * @throws AppError `tickets-to-travel`, `money-under-way` (409)
 */
export async function eraseTravels(sql: Sql, userId: string, now: Date): Promise<void> {
  // First what could still become a booking: a promotion or a purchase under way either ends before this goes on, and is
  // seen below, or finds nothing to go on with.
  await sql.rows("DELETE FROM waitlist_entries WHERE user_id = $1", [userId]);
  await sql.rows(
    `UPDATE holds SET expires_at = least(expires_at, $2) WHERE id IN (
       SELECT id FROM holds WHERE user_id = $1 AND status = 'active' ORDER BY id FOR UPDATE)`,
    [userId, now],
  );
  await refuseOpenMatters(sql, userId, now);
  await sql.rows(
    `WITH own AS (UPDATE bookings SET contact_email = $2 WHERE user_id = $1 RETURNING id),
          nameless AS (UPDATE passengers p SET name = '' FROM own WHERE p.booking_id = own.id),
          -- A code says for whom it is.
          codeless AS (UPDATE tickets t SET code = '' FROM own WHERE t.booking_id = own.id)
     DELETE FROM booking_links l USING own WHERE l.booking_id = own.id`,
    [userId, nobodysAddress],
  );
  await sql.rows("DELETE FROM idempotency_keys WHERE user_id = $1", [userId]);
  await sql.rows("UPDATE ticket_uses SET inspector_name = '' WHERE inspector_id = $1", [userId]);
}
