import type { Check } from "./check.js";

const created = "com.railbooker.BookingCreated.v1";
const cancelled = "com.railbooker.BookingCancelled.v1";
const exchanged = "com.railbooker.BookingExchanged.v1";

/** Events of the booking service: written with their cause, and published. */
export const eventChecks: readonly Check[] = [
  {
    // What is older than the retention is gone; the relay notes how far.
    name: "every booking has its events",
    sql: `
      SELECT format('booking %s has no %s', b.reference, e.type) AS offence
        FROM (SELECT coalesce(max(pruned_until), '-infinity') AS until FROM outbox_streams) pruned, bookings b, LATERAL (
          SELECT '${created}' AS type, b.created_at > pruned.until AS due
          UNION ALL
          SELECT '${cancelled}', b.created_at > pruned.until
             AND EXISTS (SELECT 1 FROM tickets t WHERE t.booking_id = b.id AND t.status = 'cancelled')
          UNION ALL
          SELECT '${exchanged}', b.created_at > now() - interval '70 hours'
             AND EXISTS (SELECT 1 FROM tickets t WHERE t.booking_id = b.id AND t.status = 'exchanged')) e
       WHERE e.due AND NOT EXISTS (
         SELECT 1 FROM outbox o WHERE o.subject = 'bookings/' || b.reference AND o.envelope->>'type' = e.type)
      UNION ALL
      SELECT format('event %s tells of %s, which is not there', o.event_id, o.subject)
        FROM outbox o WHERE o.envelope->>'type' IN ('${created}', '${cancelled}', '${exchanged}')
         AND NOT EXISTS (SELECT 1 FROM bookings b WHERE 'bookings/' || b.reference = o.subject)`,
  },
  {
    name: "every refund is told of once when it is owed and once when it is made, and no payment as failed that bought something",
    sql: `
      SELECT format('refund %s of %s: told of %s times as owed, %s times as made', r.id, r.created_at, t.owed, t.made) AS offence
        FROM (SELECT coalesce(max(pruned_until), '-infinity') AS until FROM outbox_streams) pruned, refunds r,
             LATERAL (SELECT count(*) FILTER (WHERE version = 1) AS owed, count(*) FILTER (WHERE version = 2) AS made
                        FROM outbox WHERE subject = 'refunds/' || r.id) t
       WHERE r.created_at > pruned.until
         AND NOT EXISTS (SELECT 1 FROM payments p JOIN bookings b ON b.id = p.booking_id JOIN users u ON u.id = b.user_id
                          WHERE p.id = r.payment_id AND u.deleted_at IS NOT NULL)
         AND (t.owed <> 1 OR t.made <> (r.made_at IS NOT NULL)::int)
      UNION ALL
      SELECT format('payment %s bought something, and is told of as failed', p.id)
        FROM payments p JOIN outbox o ON o.subject = 'payments/' || p.id WHERE p.booking_id IS NOT NULL`,
  },
  {
    name: "no event waits longer than a minute to be published",
    sql: `
      SELECT format('event %s about %s waits since %s', event_id, subject, created_at) AS offence
        FROM outbox WHERE published_at IS NULL AND created_at < now() - interval '1 minute'`,
  },
];
