import type { ServiceClass } from "@railbooker/events/booking-shape";
import type { Sql } from "@railbooker/runtime/database";
import { findLeg, type Run } from "../timetable/run.js";
import { releaseSeats } from "./hold-store.js";
import { forgetInventories } from "./inventory-store.js";

/** A seat in use on a run, by the locations between which it is: positions change with the timetable, they do not. */
export interface SeatUse {
  seatId: string;
  serviceClass: ServiceClass;
  /** Whose it is, for the limit per user and run. */
  userId: string;
  from: string;
  to: string;
}

export interface SoldSeat extends SeatUse {
  ticketId: string;
}

interface HeldSeat extends SeatUse {
  holdId: string;
  holdLegId: string;
  expiresAt: Date;
}

interface Placed {
  seatId: string;
  from: number;
  to: number;
}

/** Where a run now carries each seat's user; those that it no longer carries that way are lost, the first in the list served first. */
function placeSeats<T extends SeatUse>(
  run: Run,
  seats: readonly T[],
  occupied: readonly Placed[] = [],
): { placed: (Placed & { use: T })[]; lost: T[] } {
  const placed: (Placed & { use: T })[] = [];
  const lost: T[] = [];
  for (const use of seats) {
    const leg = findLeg(run, use.from, use.to);
    const [from, to] = [leg?.from.position ?? 0, leg?.to.position ?? 0];
    const clash = [...occupied, ...placed].some(
      (other) => other.seatId === use.seatId && other.from < to && from < other.to,
    );
    if (leg === undefined || clash) lost.push(use);
    else placed.push({ seatId: use.seatId, from, to, use });
  }
  return { placed, lost };
}

/**
 * Writes the claims of a run anew after its calls have changed: sold seats, and those of holds that still stand. Holds that the run
 * no longer carries are released. Call it under `lockInventory`. @returns the tickets whose seat could not be kept.
 */
export async function moveClaims(sql: Sql, run: Run, sold: readonly SoldSeat[]): Promise<SoldSeat[]> {
  const { runId } = run;
  const held = await heldSeats(sql, runId);
  const tickets = placeSeats(run, sold);
  const holds = placeSeats(run, held, tickets.placed);
  // All go before the first comes back: on the way from old positions to new ones two might meet.
  await sql.rows("DELETE FROM seat_claims WHERE run_id = $1", [runId]);
  await insertClaims(sql, runId, tickets.placed, (seat) => ({ ticketId: seat.ticketId }));
  await insertClaims(sql, runId, holds.placed, ({ holdLegId, expiresAt }) => ({ holdLegId, expiresAt }));
  // What the run's bits said was by the old positions; the next hold makes them anew from the claims.
  await forgetInventories(sql, [runId]);
  await moveHoldLegs(
    sql,
    run,
    holds.placed.map(({ use }) => use.holdLegId),
  );
  await releaseHolds(
    sql,
    holds.lost.map(({ holdId }) => holdId),
  );
  return tickets.lost;
}

/** A run that has gone keeps the seats that are sold, since it may return; what is merely held is given up. */
export async function releaseHeldSeats(sql: Sql, runId: string): Promise<void> {
  await releaseHolds(
    sql,
    (await heldSeats(sql, runId)).map(({ holdId }) => holdId),
  );
}

async function heldSeats(sql: Sql, runId: string): Promise<HeldSeat[]> {
  return await sql.rows<HeldSeat>(
    `SELECT c.seat_id AS "seatId", c.service_class AS "serviceClass", h.user_id AS "userId",
            CASE WHEN lower(c.segments) >= l.split_at THEN l.split_location ELSE l.from_location END AS "from",
            CASE WHEN lower(c.segments) < l.split_at THEN l.split_location ELSE l.to_location END AS "to",
            l.hold_id AS "holdId", l.id AS "holdLegId", c.expires_at AS "expiresAt"
       FROM seat_claims c JOIN hold_legs l ON l.id = c.hold_leg_id JOIN holds h ON h.id = l.hold_id
      WHERE c.run_id = $1 AND c.ticket_id IS NULL ORDER BY c.id`,
    [runId],
  );
}

async function insertClaims<T extends SeatUse>(
  sql: Sql,
  runId: string,
  placed: readonly (Placed & { use: T })[],
  owner: (use: T) => { ticketId?: string; holdLegId?: string; expiresAt?: Date },
): Promise<void> {
  const owners = placed.map(({ use }) => owner(use));
  await sql.rows(
    `INSERT INTO seat_claims (run_id, seat_id, service_class, segments, ticket_id, hold_leg_id, expires_at, user_id)
     SELECT $1, seat_id, service_class, int4range(from_position, to_position), ticket_id, hold_leg_id, expires_at, user_id
       FROM unnest($2::text[], $3::text[], $4::int[], $5::int[], $6::uuid[], $7::uuid[], $8::timestamptz[], $9::uuid[])
         AS c (seat_id, service_class, from_position, to_position, ticket_id, hold_leg_id, expires_at, user_id)`,
    [
      runId,
      placed.map(({ seatId }) => seatId),
      placed.map(({ use }) => use.serviceClass),
      placed.map(({ from }) => from),
      placed.map(({ to }) => to),
      owners.map(({ ticketId }) => ticketId ?? null),
      owners.map(({ holdLegId }) => holdLegId ?? null),
      owners.map(({ expiresAt }) => expiresAt ?? null),
      placed.map(({ use }) => use.userId),
    ],
  );
}

/**
 * A hold's legs keep the positions too, for the booking that it becomes, and for changes of seat on the way. They are found by their
 * ids: legs of all that was ever sold lie beside them, and while this lasts nobody can buy.
 */
async function moveHoldLegs(sql: Sql, { calls }: Run, legIds: readonly string[]): Promise<void> {
  if (legIds.length === 0) return;
  await sql.rows(
    `UPDATE hold_legs l SET from_position = f.position, to_position = t.position, split_at = s.position
       FROM hold_legs w
       JOIN unnest($2::text[], $3::int[]) AS f (location, position) ON f.location = w.from_location
       JOIN unnest($2::text[], $3::int[]) AS t (location, position) ON t.location = w.to_location
       LEFT JOIN unnest($2::text[], $3::int[]) AS s (location, position) ON s.location = w.split_location
      WHERE w.id = ANY($1::uuid[]) AND l.id = w.id AND f.position < t.position`,
    [legIds, calls.map(({ location }) => location.id), calls.map(({ position }) => position)],
  );
}

async function releaseHolds(sql: Sql, holdIds: readonly string[]): Promise<void> {
  if (holdIds.length === 0) return;
  await sql.rows("UPDATE holds SET status = 'released' WHERE id = ANY($1::uuid[]) AND status = 'active'", [
    holdIds,
  ]);
  await releaseSeats(sql, holdIds);
}
