import type { Sql } from "@railbooker/runtime/database";
import type { SoldSeat } from "../seating/move-claims.js";

export interface TicketedSeat extends SoldSeat {
  bookingId: string;
  /** The whole ride, of which the seat may be for a part only. */
  boards: string;
  leaves: string;
}

/** The seats of all valid tickets for a run, two of a ticket whose seat changes on the way. */
export async function soldSeats(sql: Sql, runId: string): Promise<TicketedSeat[]> {
  return await sql.rows<TicketedSeat>(
    `SELECT t.id AS "ticketId", b.id AS "bookingId", b.user_id AS "userId", l.service_class AS "serviceClass",
            p.seat_id AS "seatId", p.from_id AS "from", p.to_id AS "to", l.from_id AS boards, l.to_id AS leaves
       FROM booking_legs l JOIN bookings b ON b.id = l.booking_id JOIN tickets t ON t.leg_id = l.id
      CROSS JOIN LATERAL (
        SELECT t.seat_id, l.from_id, coalesce(t.change_seat->'at'->>'id', l.to_id) AS to_id
        UNION ALL
        SELECT t.change_seat->'seat'->>'id', t.change_seat->'at'->>'id', l.to_id WHERE t.change_seat IS NOT NULL) AS p
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
