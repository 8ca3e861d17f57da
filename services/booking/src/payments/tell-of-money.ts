import type { EventData, EventName } from "@railbooker/events/catalogue";
import type { NewEvent } from "@railbooker/events/envelope";
import type { Sql } from "@railbooker/runtime/database";
import { insertEvents, type Outbox } from "../outbox/outbox.js";

interface RefundRow {
  id: string;
  userId: string;
  email: string;
  reference: string;
  amount: number;
  currency: string;
  reason: EventData<"RefundStarted">["reason"];
}

/** Call it in the transaction in which the refunds were noted, or were made. Who has deleted the account is not written to. */
export async function tellOfRefunds(
  sql: Sql,
  outbox: Outbox,
  name: "RefundStarted" | "RefundCompleted",
  refundIds: readonly string[],
): Promise<void> {
  if (refundIds.length === 0) return;
  const rows = await sql.rows<RefundRow>(
    `SELECT r.id, r.amount, r.reason, p.currency, b.user_id AS "userId", b.contact_email AS email, b.reference
       FROM refunds r JOIN payments p ON p.id = r.payment_id JOIN bookings b ON b.id = p.booking_id
      WHERE r.id = ANY($1::uuid[])
        AND NOT EXISTS (SELECT 1 FROM users u WHERE u.id = b.user_id AND u.deleted_at IS NOT NULL)`,
    [refundIds],
  );
  const aggregateVersion = name === "RefundStarted" ? 1 : 2;
  const events = rows.map(({ id, amount, currency, ...about }) => ({
    name,
    aggregateId: id,
    aggregateVersion,
    data: { ...about, refund: { amount, currency } },
  }));
  await write(sql, outbox, events);
}

interface FailedRow {
  id: string;
  userId: string;
  email: string;
  amount: number;
  currency: string;
  from: string | null;
  to: string | null;
}

/**
 * Call it in the transaction that ended the payments unused. Who has tried again since, or has booked after all, was there to see
 * how it went, and is not told.
 */
export async function tellOfFailedPayments(
  sql: Sql,
  outbox: Outbox,
  paymentIds: readonly string[],
): Promise<void> {
  if (paymentIds.length === 0) return;
  const station = (which: string, order: string) =>
    `(SELECT s.name FROM hold_legs l JOIN locations s ON s.id = l.${which}
       WHERE l.hold_id = p.hold_id ORDER BY l.position ${order} LIMIT 1)`;
  const rows = await sql.rows<FailedRow>(
    `SELECT p.id, p.user_id AS "userId", u.email, p.amount, p.currency,
            ${station("from_location", "ASC")} AS "from", ${station("to_location", "DESC")} AS "to"
       FROM payments p JOIN users u ON u.id = p.user_id AND u.deleted_at IS NULL
      WHERE p.id = ANY($1::uuid[])
        AND NOT EXISTS (SELECT 1 FROM holds h WHERE h.id = p.hold_id AND h.status = 'booked')
        AND NOT EXISTS (SELECT 1 FROM payments later WHERE later.settle_after IS NOT NULL AND later.hold_id = p.hold_id
                           AND later.id <> p.id AND later.created_at >= p.created_at)`,
    [paymentIds],
  );
  const events = rows.map(({ id, userId, email, amount, currency, from, to }) => ({
    name: "PaymentFailed" as const,
    aggregateId: id,
    aggregateVersion: 1,
    data: {
      userId,
      email,
      amount: { amount, currency },
      ...(from === null || to === null ? {} : { journey: { from, to } }),
    },
  }));
  await write(sql, outbox, events);
}

async function write<N extends EventName>(
  sql: Sql,
  outbox: Outbox,
  events: readonly NewEvent<N>[],
): Promise<void> {
  if (events.length > 0) await sql.rows(insertEvents("$1"), [outbox.toRows(events)]);
}
