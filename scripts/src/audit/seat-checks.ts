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
    // All that is claimed is marked, and no more is marked than claimed: then they are the same.
    name: "the bits of a run say what its claims say",
    sql: `
      WITH claimed AS (
        SELECT c.run_id, c.seat_id, segment, get_bit(i.masks, ((s.position - 1) * i.stride * 8)::int + segment) AS bit
          FROM run_inventory i CROSS JOIN LATERAL unnest(i.seats) WITH ORDINALITY AS s (seat_id, position)
          JOIN seat_claims c ON c.run_id = i.run_id AND c.seat_id = s.seat_id
          CROSS JOIN LATERAL generate_series(lower(c.segments), least(upper(c.segments), i.segments) - 1) AS segment),
      totals AS (SELECT run_id, count(DISTINCT (seat_id, segment)) FILTER (WHERE bit = 1) AS marked FROM claimed GROUP BY run_id)
      SELECT format('seat %s of %s is claimed on segment %s, but marked as free', seat_id, run_id, segment) AS offence
        FROM claimed WHERE bit = 0
      UNION ALL
      SELECT format('run %s has %s segments marked that nobody has', i.run_id, bit_count(i.masks) - coalesce(t.marked, 0))
        FROM run_inventory i LEFT JOIN totals t ON t.run_id = i.run_id
       WHERE bit_count(i.masks) <> coalesce(t.marked, 0)`,
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
  {
    name: "whoever is promoted from a waiting list has a hold of their own",
    sql: `
      SELECT format('entry %s was given hold %s, which is not for its party', w.id, w.hold_id) AS offence
        FROM waitlist_entries w LEFT JOIN holds h ON h.id = w.hold_id
       WHERE w.status = 'promoted' AND (h.user_id, h.passengers) IS DISTINCT FROM (w.user_id, w.passengers)
      UNION ALL
      SELECT format('hold %s was given to %s entries of a waiting list', hold_id, count(*))
        FROM waitlist_entries WHERE hold_id IS NOT NULL GROUP BY hold_id HAVING count(*) > 1`,
  },
];
