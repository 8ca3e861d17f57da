import type { ServiceClass } from "@railbooker/events/booking-shape";
import type { Sql } from "@railbooker/runtime/database";

/** Part of a run: from the call at `fromPosition` up to the call at `toPosition`; the segments between them. */
export interface Stretch {
  runId: string;
  fromPosition: number;
  toPosition: number;
}

/** Seat id, first call, last call, and whether it is sold or only held. */
export type ClaimedSpan = [seatId: string, from: number, to: number, sold: boolean];

/** What is in use on each run. Holds past their time count as free. */
export async function claimsOfRuns(
  sql: Sql,
  runIds: readonly string[],
  now: Date,
): Promise<Map<string, ClaimedSpan[]>> {
  const rows = await sql.rows<{ run_id: string; claims: ClaimedSpan[] }>(
    `SELECT run_id, json_agg(json_build_array(seat_id, lower(segments), upper(segments), expires_at IS NULL)) AS claims
       FROM seat_claims WHERE run_id = ANY($1) AND (expires_at IS NULL OR expires_at > $2) GROUP BY run_id`,
    [[...new Set(runIds)], now],
  );
  return new Map(rows.map((row) => [row.run_id, row.claims]));
}

/** How many seats of each class are in use on each stretch, in one query for a whole page. */
export async function countInUse(
  sql: Sql,
  stretches: readonly Stretch[],
  now: Date,
): Promise<Map<ServiceClass, number>[]> {
  const counts = stretches.map(() => new Map<ServiceClass, number>());
  const rows = await sql.rows<{ position: number; service_class: ServiceClass; seats: number }>(
    `SELECT s.position::int AS position, c.service_class, count(DISTINCT c.seat_id)::int AS seats
       FROM unnest($1::text[], $2::int[], $3::int[]) WITH ORDINALITY AS s (run_id, from_position, to_position, position)
       JOIN seat_claims c ON c.run_id = s.run_id AND c.segments && int4range(s.from_position, s.to_position)
      WHERE c.expires_at IS NULL OR c.expires_at > $4
      GROUP BY s.position, c.service_class`,
    [
      stretches.map((s) => s.runId),
      stretches.map((s) => s.fromPosition),
      stretches.map((s) => s.toPosition),
      now,
    ],
  );
  for (const row of rows) counts[row.position - 1]?.set(row.service_class, row.seats);
  return counts;
}

/** A held seat and the ticket it is sold with. With a change of seats on the way one ticket has two. */
export interface Sale {
  holdLegId: string;
  seatId: string;
  ticketId: string;
  /** Where the claim begins, of a ticket with two. */
  from?: number | undefined;
}

/**
 * Turns claims of holds into sold seats, all in one statement. @returns how many were still held. Call it once the holds' rows are
 * locked. Claims are looked up one by one: what Postgres believes of a table that grows as fast as in a rush lets it read all of it.
 */
export async function sellSeats(sql: Sql, sales: readonly Sale[]): Promise<number> {
  const [row] = await sql.rows<{ sold: number }>(
    `WITH held AS MATERIALIZED (
       SELECT c.place, s.ticket_id
         FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::int[]) AS s (hold_leg_id, seat_id, ticket_id, position)
        CROSS JOIN LATERAL (
          SELECT c.ctid AS place FROM seat_claims c
           WHERE c.hold_leg_id = s.hold_leg_id AND c.seat_id = s.seat_id AND c.ticket_id IS NULL
             AND (s.position IS NULL OR lower(c.segments) = s.position)
           LIMIT 1) AS c
     ), sold AS (
       UPDATE seat_claims c SET ticket_id = h.ticket_id, expires_at = NULL FROM held h WHERE c.ctid = h.place RETURNING 1
     ) SELECT count(*)::int AS sold FROM sold`,
    [
      sales.map((sale) => sale.holdLegId),
      sales.map((sale) => sale.seatId),
      sales.map((sale) => sale.ticketId),
      sales.map((sale) => sale.from ?? null),
    ],
  );
  return row?.sold ?? 0;
}

export interface ReleasedSeat extends Stretch {
  seatId: string;
}

/** Puts the seats of cancelled tickets back on sale. */
export function releaseTickets(sql: Sql, ticketIds: readonly string[]): Promise<ReleasedSeat[]> {
  return sql.rows<ReleasedSeat>(
    `DELETE FROM seat_claims c USING tickets t JOIN booking_legs l ON l.id = t.leg_id
      WHERE t.id = ANY($1::uuid[]) AND c.run_id = l.run_id AND c.ticket_id = t.id
     RETURNING c.seat_id AS "seatId", c.run_id AS "runId", lower(c.segments) AS "fromPosition", upper(c.segments) AS "toPosition"`,
    [ticketIds],
  );
}
