import type { Sql } from "@railbooker/runtime/database";
import type { SoldSeat } from "../seating/move-claims.js";

export interface TicketedSeat extends SoldSeat {
  bookingId: string;
}

/** The seats of all valid tickets for a run, whoever holds its claims at this moment. */
export async function soldSeats(sql: Sql, runId: string): Promise<TicketedSeat[]> {
  return await sql.rows<TicketedSeat>(
    `SELECT t.id AS "ticketId", t.booking_id AS "bookingId", t.seat_id AS "seatId", l.service_class AS "serviceClass",
            l.from_id AS "from", l.to_id AS "to"
       FROM booking_legs l JOIN tickets t ON t.leg_id = l.id
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
