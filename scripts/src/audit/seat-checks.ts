import type { Check } from "./check.js";

/** The inventory: what is claimed, and the bits that follow from it. */
export const seatChecks: readonly Check[] = [
  {
    name: "every segment of a seat is held or sold at most once",
    sql: `
      SELECT format('seat %s of %s is claimed twice between calls %s and %s', seat_id, run_id, lower(segments), least(upper(segments), reach)) AS offence
        FROM (SELECT run_id, seat_id, segments,
                     max(upper(segments)) OVER (PARTITION BY run_id, seat_id ORDER BY lower(segments), id
                                                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reach
                FROM seat_claims) c
       WHERE reach > lower(segments)`,
  },
  {
    name: "the bits of a run say what its claims say",
    sql: `
      WITH bits AS (
        SELECT i.run_id, s.seat_id, segment
          FROM run_inventory i, unnest(i.seats) WITH ORDINALITY AS s (seat_id, position), generate_series(0, i.segments - 1) AS segment
         WHERE get_bit(i.masks, ((s.position - 1) * i.stride * 8)::int + segment) = 1),
      claims AS (
        SELECT DISTINCT c.run_id, c.seat_id, segment
          FROM seat_claims c JOIN run_inventory i ON i.run_id = c.run_id AND c.seat_id = ANY (i.seats),
               generate_series(lower(c.segments), least(upper(c.segments), i.segments) - 1) AS segment)
      SELECT format('seat %s of %s, segment %s: %s', seat_id, run_id, segment,
                    CASE WHEN c.run_id IS NULL THEN 'marked, but nobody has it' ELSE 'claimed, but marked as free' END) AS offence
        FROM bits b FULL JOIN claims c USING (run_id, seat_id, segment)
       WHERE b.run_id IS NULL OR c.run_id IS NULL`,
  },
  {
    name: "every claim belongs to a hold that stands or to a valid ticket",
    sql: `
      SELECT format('seat %s of %s is kept for %s', c.seat_id, c.run_id,
                    CASE WHEN c.ticket_id IS NULL THEN format('hold %s, which is %s', l.hold_id, coalesce(h.status, 'not there'))
                         ELSE format('ticket %s, which is %s', c.ticket_id, coalesce(t.status, 'not there')) END) AS offence
        FROM seat_claims c
        LEFT JOIN hold_legs l ON l.id = c.hold_leg_id LEFT JOIN holds h ON h.id = l.hold_id
        LEFT JOIN tickets t ON t.id = c.ticket_id
       WHERE CASE WHEN c.ticket_id IS NULL THEN h.status IS DISTINCT FROM 'active' ELSE t.status IS DISTINCT FROM 'valid' END`,
  },
  {
    name: "every hold that stands has a seat for each passenger and leg",
    sql: `
      SELECT format('hold %s has %s of %s seats on %s', h.id, count(c.id), h.passengers, coalesce(l.run_id, 'no run')) AS offence
        FROM holds h LEFT JOIN hold_legs l ON l.hold_id = h.id
        LEFT JOIN seat_claims c ON c.hold_leg_id = l.id AND c.run_id = l.run_id AND lower(c.segments) = l.from_position
       WHERE h.status = 'active'
       GROUP BY h.id, l.id, l.run_id HAVING count(c.id) <> h.passengers`,
  },
  {
    name: "no hold outlives its time by more than a minute",
    sql: `
      SELECT format('hold %s should have ended at %s', id, expires_at) AS offence
        FROM holds WHERE status = 'active' AND expires_at < now() - interval '1 minute'
      UNION ALL
      SELECT format('seat %s of %s was kept until %s and still is', seat_id, run_id, expires_at)
        FROM seat_claims WHERE expires_at < now() - interval '1 minute'`,
  },
];
