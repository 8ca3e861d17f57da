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
    name: "no event waits longer than a minute to be published",
    sql: `
      SELECT format('event %s about %s waits since %s', event_id, subject, created_at) AS offence
        FROM outbox WHERE published_at IS NULL AND created_at < now() - interval '1 minute'`,
  },
];
