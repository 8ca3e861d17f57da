import type { Sql } from "@railbooker/runtime/database";
import type { SoldSeat } from "../seating/move-claims.js";

export interface TicketedSeat extends SoldSeat {
  bookingId: string;
}

/** The seats of all valid tickets for a run: by the ticket, but two of them, by their claims, where it changes seats on the way. */
export async function soldSeats(sql: Sql, runId: string): Promise<TicketedSeat[]> {
  return await sql.rows<TicketedSeat>(
    `SELECT t.id AS "ticketId", b.id AS "bookingId", b.user_id AS "userId", l.service_class AS "serviceClass",
            coalesce(c.seat_id, t.seat_id) AS "seatId",
            CASE WHEN lower(c.segments) >= h.split_at THEN h.split_location ELSE l.from_id END AS "from",
            CASE WHEN lower(c.segments) < h.split_at THEN h.split_location ELSE l.to_id END AS "to"
       FROM booking_legs l JOIN bookings b ON b.id = l.booking_id JOIN tickets t ON t.leg_id = l.id
       LEFT JOIN hold_legs h ON h.hold_id = b.hold_id AND h.position = l.position
       LEFT JOIN seat_claims c ON h.split_at IS NOT NULL AND c.run_id = l.run_id AND c.ticket_id = t.id
      WHERE l.run_id = $1 AND t.status = 'valid' ORDER BY l.departure_at, t.id`,
    [runId],
  );
}

/** Runs with seats held, or with valid tickets for a ride that ends after `now`. */
export async function runsWithSeats(sql: Sql, now: Date): Promise<string[]> {
  const rows = await sql.rows<{ run_id: string }>(
    `SELECT run_id FROM seat_claims WHERE ticket_id IS NULL
     UNION
     SELECT l.run_id FROM booking_legs l
      WHERE l.arrival_at > $1 AND EXISTS (SELECT 1 FROM tickets t WHERE t.leg_id = l.id AND t.status = 'valid')
     ORDER BY run_id`,
    [now],
  );
  return rows.map((row) => row.run_id);
}

/** Bookings keep the times as sold; only the positions follow the run. */
export async function moveBookedLeg(
  sql: Sql,
  runId: string,
  place: { from: string; to: string; fromPosition: number; toPosition: number },
): Promise<void> {
  await sql.rows(
    "UPDATE booking_legs SET from_position = $4, to_position = $5 WHERE run_id = $1 AND from_id = $2 AND to_id = $3",
    [runId, place.from, place.to, place.fromPosition, place.toPosition],
  );
}
