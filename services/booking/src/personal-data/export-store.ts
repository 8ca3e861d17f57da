import type { Booking } from "@railbooker/events/booking-shape";
import type { Sql } from "@railbooker/runtime/database";

export interface StoredExport {
  registeredAt: Date;
  payments: unknown[];
  holds: unknown[];
  waitlist: unknown[];
  inspections: unknown[];
  operatorActions: unknown[];
}

const list = (columns: string, from: string) =>
  `(SELECT coalesce(json_agg(json_build_object(${columns})), '[]') FROM ${from})`;

/** What lies about a user in this service beside bookings and sign-ins; undefined where the account is gone. */
export async function readStored(sql: Sql, userId: string): Promise<StoredExport | undefined> {
  const [row] = await sql.rows<StoredExport>(
    `SELECT u.created_at AS "registeredAt",
       ${list(
         `'booking', b.reference, 'amount', json_build_object('amount', p.amount, 'currency', p.currency), 'status', p.status,
          'createdAt', p.created_at, 'refunds', ${list(
            "'amount', r.amount, 'reason', r.reason, 'createdAt', r.created_at, 'madeAt', r.made_at",
            "refunds r WHERE r.payment_id = p.id",
          )}`,
         "payments p LEFT JOIN bookings b ON b.id = p.booking_id WHERE p.user_id = u.id",
       )} AS payments,
       ${list(
         `'id', h.id, 'status', h.status, 'passengers', h.passengers, 'createdAt', h.created_at, 'expiresAt', h.expires_at,
          'price', json_build_object('amount', h.price_amount, 'currency', h.price_currency)`,
         "holds h WHERE h.user_id = u.id",
       )} AS holds,
       ${list(
         `'runId', w.run_id, 'from', w.from_location, 'to', w.to_location, 'email', w.email, 'serviceClass', w.service_class,
          'fare', w.fare, 'passengers', w.passengers, 'status', w.status, 'joinedAt', w.joined_at`,
         "waitlist_entries w WHERE w.user_id = u.id",
       )} AS waitlist,
       ${list(
         "'ticket', x.ticket_id, 'usedAt', x.used_at",
         `ticket_uses x JOIN tickets t ON t.id = x.ticket_id JOIN bookings b ON b.id = t.booking_id WHERE b.user_id = u.id`,
       )} AS inspections,
       ${list(
         "'action', a.action, 'subject', a.subject, 'detail', a.detail, 'at', a.done_at",
         "operator_actions a WHERE a.operator_id = u.id",
       )} AS "operatorActions"
     FROM users u WHERE u.id = $1 AND u.deleted_at IS NULL`,
    [userId],
  );
  return row;
}

export type ListBookings = (
  sql: Sql,
  userId: string,
  cursor: string | undefined,
  limit: number,
) => Promise<{ items: Booking[]; nextCursor?: string }>;

const atOnce = 100;

export async function readBookings(sql: Sql, list: ListBookings, userId: string): Promise<Booking[]> {
  const bookings: Booking[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await list(sql, userId, cursor, atOnce);
    bookings.push(...page.items);
    if (page.nextCursor === undefined) return bookings;
    cursor = page.nextCursor;
  }
}
