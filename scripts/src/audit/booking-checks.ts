import type { Check } from "./check.js";

/** Bookings and their parts. */
export const bookingChecks: readonly Check[] = [
  {
    name: "every booking has a ticket for each passenger on each leg",
    sql: `
      WITH parts AS (
        SELECT b.reference,
               (SELECT count(*) FROM booking_legs l WHERE l.booking_id = b.id) AS legs,
               (SELECT count(*) FROM passengers p WHERE p.booking_id = b.id) AS people,
               (SELECT count(*) FROM tickets t WHERE t.booking_id = b.id) AS tickets,
               (SELECT count(*) FROM tickets t WHERE t.booking_id = b.id AND t.status = 'exchanged') AS exchanged,
               (SELECT count(*) FROM passengers p WHERE p.booking_id = b.id
                   AND NOT EXISTS (SELECT 1 FROM tickets t WHERE t.passenger_id = p.id AND t.status <> 'exchanged')) AS without,
               (SELECT count(*) FROM booking_legs l WHERE l.booking_id = b.id
                   AND NOT EXISTS (SELECT 1 FROM tickets t WHERE t.leg_id = l.id)) AS unused
          FROM bookings b)
      SELECT format('booking %s has %s legs, %s passengers and %s tickets', reference, legs, people, tickets) AS offence
        FROM parts WHERE legs = 0 OR people = 0 OR without > 0 OR unused > 0 OR (exchanged = 0 AND tickets <> legs * people)`,
  },
  {
    name: "every booking's status is that of its tickets",
    sql: `
      SELECT format('booking %s is %s with %s valid and %s cancelled tickets', b.reference, b.status, t.valid, t.cancelled) AS offence
        FROM bookings b, LATERAL (
          SELECT count(*) FILTER (WHERE status = 'valid') AS valid, count(*) FILTER (WHERE status = 'cancelled') AS cancelled
            FROM tickets WHERE booking_id = b.id) t
       WHERE b.status <> CASE WHEN t.cancelled = 0 THEN 'confirmed' WHEN t.valid = 0 THEN 'cancelled' ELSE 'partly-cancelled' END`,
  },
  {
    name: "every valid ticket has its seat for the whole ride",
    sql: `
      SELECT format('ticket %s of booking %s has seat %s on %s of the segments %s to %s', t.id, b.reference, t.seat_id,
                    coalesce(c.segments, 0), l.from_position, l.to_position) AS offence
        FROM tickets t JOIN bookings b ON b.id = t.booking_id JOIN booking_legs l ON l.id = t.leg_id
        LEFT JOIN (SELECT ticket_id, run_id, min(lower(segments)) AS first, max(upper(segments)) AS last,
                          sum(upper(segments) - lower(segments)) AS segments, (array_agg(seat_id ORDER BY lower(segments)))[1] AS seat_id
                     FROM seat_claims WHERE ticket_id IS NOT NULL GROUP BY ticket_id, run_id) c
          ON c.ticket_id = t.id AND c.run_id = l.run_id
       WHERE t.status = 'valid' AND l.arrival_at > now()
         AND (c.seat_id, c.first, c.last, c.segments::int) IS DISTINCT FROM (t.seat_id, l.from_position, l.to_position, l.to_position - l.from_position)`,
  },
  {
    name: "nothing lies about without its whole",
    sql: `
      SELECT format('leg %s has no hold', l.id) AS offence FROM hold_legs l WHERE NOT EXISTS (SELECT 1 FROM holds h WHERE h.id = l.hold_id)
      UNION ALL
      SELECT format('leg %s has no booking', l.id) FROM booking_legs l WHERE NOT EXISTS (SELECT 1 FROM bookings b WHERE b.id = l.booking_id)
      UNION ALL
      SELECT format('passenger %s has no booking', p.id) FROM passengers p WHERE NOT EXISTS (SELECT 1 FROM bookings b WHERE b.id = p.booking_id)
      UNION ALL
      SELECT format('ticket %s lacks its booking, leg or passenger', t.id) FROM tickets t
       WHERE NOT EXISTS (SELECT 1 FROM booking_legs l JOIN passengers p ON p.id = t.passenger_id AND p.booking_id = t.booking_id
                           JOIN bookings b ON b.id = t.booking_id WHERE l.id = t.leg_id AND l.booking_id = t.booking_id)
      UNION ALL
      SELECT format('hold %s is booked, but seat %s of %s is not sold', h.id, c.seat_id, c.run_id)
        FROM holds h JOIN hold_legs l ON l.hold_id = h.id JOIN seat_claims c ON c.hold_leg_id = l.id
       WHERE h.status = 'booked' AND c.ticket_id IS NULL`,
  },
];
