import type { ServiceClass } from "@railbooker/events/booking-shape";
import type { Sql } from "@railbooker/runtime/database";

/** Part of a run: from the call at `fromPosition` up to the call at `toPosition`; the segments between them. */
export interface Stretch {
  runId: string;
  fromPosition: number;
  toPosition: number;
}

export type SeatStatus = "held" | "taken";

/** Seats of a run that are not free somewhere on the stretch. Holds past their time count as free. */
export async function seatsInUse(sql: Sql, stretch: Stretch, now: Date): Promise<Map<string, SeatStatus>> {
  const rows = await sql.rows<{ seat_id: string; sold: boolean }>(
    `SELECT seat_id, bool_or(expires_at IS NULL) AS sold FROM seat_claims
      WHERE run_id = $1 AND segments && int4range($2, $3) AND (expires_at IS NULL OR expires_at > $4)
      GROUP BY seat_id`,
    [stretch.runId, stretch.fromPosition, stretch.toPosition, now],
  );
  return new Map(rows.map((row) => [row.seat_id, row.sold ? "taken" : "held"]));
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

export interface Claim extends Stretch {
  seatIds: readonly string[];
  serviceClass: ServiceClass;
  holdLegId: string;
  expiresAt: Date;
}

/**
 * Takes seats for a hold. A seat that someone else has, or takes at this very moment, is left out: the constraint
 * `seat_sold_once` decides, and this statement waits for a rival that has not committed yet.
 * @returns the ids of the seats that were taken.
 */
export async function claimSeats(sql: Sql, claim: Claim): Promise<string[]> {
  // In one order for everybody, so that two parties that want the same seats wait for each other and do not deadlock.
  const seatIds = [...claim.seatIds].sort();
  const rows = await sql.rows<{ seat_id: string }>(
    `INSERT INTO seat_claims (run_id, seat_id, service_class, segments, hold_leg_id, expires_at)
     SELECT $1, seat_id, $3, int4range($4, $5), $6, $7 FROM unnest($2::text[]) AS seat_id
     ON CONFLICT DO NOTHING RETURNING seat_id`,
    [
      claim.runId,
      seatIds,
      claim.serviceClass,
      claim.fromPosition,
      claim.toPosition,
      claim.holdLegId,
      claim.expiresAt,
    ],
  );
  return rows.map((row) => row.seat_id);
}

export async function dropClaims(sql: Sql, holdLegId: string): Promise<void> {
  await sql.rows("DELETE FROM seat_claims WHERE hold_leg_id = $1", [holdLegId]);
}

/** Turns a hold's claim into a sold seat. */
export async function sellSeat(
  sql: Sql,
  holdLegId: string,
  seatId: string,
  ticketId: string,
): Promise<boolean> {
  const rows = await sql.rows(
    "UPDATE seat_claims SET ticket_id = $3, expires_at = NULL WHERE hold_leg_id = $1 AND seat_id = $2 AND ticket_id IS NULL RETURNING id",
    [holdLegId, seatId, ticketId],
  );
  return rows.length === 1;
}

export interface ReleasedSeat extends Stretch {
  seatId: string;
}

/** Puts the seats of cancelled tickets back on sale. */
export function releaseTickets(sql: Sql, ticketIds: readonly string[]): Promise<ReleasedSeat[]> {
  return sql.rows<ReleasedSeat>(
    `DELETE FROM seat_claims WHERE ticket_id = ANY($1::uuid[])
     RETURNING seat_id AS "seatId", run_id AS "runId", lower(segments) AS "fromPosition", upper(segments) AS "toPosition"`,
    [ticketIds],
  );
}
