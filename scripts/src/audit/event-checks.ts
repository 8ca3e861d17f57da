import type { Check } from "./check.js";

const created = "com.railbooker.BookingCreated.v1";
const cancelled = "com.railbooker.BookingCancelled.v1";

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
             AND EXISTS (SELECT 1 FROM tickets t WHERE t.booking_id = b.id AND t.status = 'cancelled')) e
       WHERE e.due AND NOT EXISTS (
         SELECT 1 FROM outbox o WHERE o.subject = 'bookings/' || b.reference AND o.envelope->>'type' = e.type)
      UNION ALL
      SELECT format('event %s tells of %s, which is not there', o.event_id, o.subject)
        FROM outbox o WHERE o.envelope->>'type' IN ('${created}', '${cancelled}')
         AND NOT EXISTS (SELECT 1 FROM bookings b WHERE 'bookings/' || b.reference = o.subject)`,
  },
  {
    name: "no event waits longer than a minute to be published",
    sql: `
      SELECT format('event %s about %s waits since %s', event_id, subject, created_at) AS offence
        FROM outbox WHERE published_at IS NULL AND created_at < now() - interval '1 minute'`,
  },
];

/** What the notification service made of them; it keeps its tables beside those of booking. */
export const effectChecks: readonly Check[] = [
  {
    name: "every booking event has had its one effect within a minute",
    sql: `
      WITH told AS (
        SELECT event_id::text AS id, subject, envelope->>'type' AS type, envelope->'data'->>'userId' AS user_id, created_at
          FROM outbox
         WHERE envelope->>'type' IN ('${created}', '${cancelled}') AND published_at < now() - interval '1 minute'),
      effects AS (
        SELECT told.*, CASE type WHEN '${created}' THEN 'bookingConfirmation' ELSE 'bookingCancelled' END AS template,
               (SELECT count(*) FROM notification.inbox i WHERE i.event_id = told.id) AS taken,
               (SELECT count(*) FROM notification.notifications n WHERE n.user_id = told.user_id AND n.event_id = told.id) AS notes
          FROM told),
      mailed AS (
        SELECT e.*, (SELECT count(*) FROM notification.mails m WHERE m.event_id = e.id AND m.template = e.template) AS mails,
               -- A traveller may choose to get no confirmations by mail; what was chosen when is known of the last choice only.
               e.type = '${created}' AND EXISTS (
                 SELECT 1 FROM notification.preferences p WHERE p.user_id = e.user_id
                    AND (p.updated_at >= e.created_at OR p.choices->'booking-confirmed'->>'email' = 'false')) AS may_lack
          FROM effects e)
      SELECT format('event %s about %s: taken in %s times, %s notifications, %s mails', id, subject, taken, notes, mails) AS offence
        FROM mailed WHERE taken <> 1 OR notes <> 1 OR NOT (mails = 1 OR (mails = 0 AND may_lack))`,
  },
];
