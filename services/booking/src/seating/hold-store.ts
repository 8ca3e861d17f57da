import type { Sql } from "@railbooker/runtime/database";
import type { ReleasedSeat } from "./claim-store.js";
import { type HeldLeg, type Hold, seatFromId } from "./hold.js";

interface HoldRow extends Omit<Hold, "price" | "legs"> {
  amount: number;
  currency: string;
}

interface LegRow extends Omit<HeldLeg, "price" | "seats" | "split"> {
  amount: number;
  seatIds: string[];
  nextIds: string[];
  splitAt: number | null;
  splitLocation: string | null;
}

/** A user's hold with its legs and seats; another user's is not found. */
export async function findHold(sql: Sql, id: string, userId: string): Promise<Hold | undefined> {
  const [row] = await sql.rows<HoldRow>(
    `SELECT id, user_id AS "userId", status, passengers, price_amount AS amount, price_currency AS currency, expires_at AS "expiresAt"
       FROM holds WHERE id = $1 AND user_id = $2`,
    [id, userId],
  );
  if (row === undefined) return undefined;
  const legs = await sql.rows<LegRow>(
    `SELECT l.id, l.run_id AS "runId", l.from_location AS "from", l.to_location AS "to", l.from_position AS "fromPosition",
            l.to_position AS "toPosition", l.service_class AS "serviceClass", l.fare, l.price_amount AS amount,
            l.split_at AS "splitAt", l.split_location AS "splitLocation",
            coalesce(array_agg(c.seat_id ORDER BY c.seat_id COLLATE "C") FILTER (WHERE lower(c.segments) = l.from_position), '{}') AS "seatIds",
            coalesce(array_agg(c.seat_id ORDER BY c.seat_id COLLATE "C") FILTER (WHERE lower(c.segments) = l.split_at), '{}') AS "nextIds"
       FROM hold_legs l LEFT JOIN seat_claims c ON c.hold_leg_id = l.id
      WHERE l.hold_id = $1 GROUP BY l.id ORDER BY l.position`,
    [id],
  );
  const { amount, currency, ...rest } = row;
  return {
    ...rest,
    price: { amount, currency },
    legs: legs.map((leg) => toLeg(leg, currency)),
  };
}

function toLeg(
  { amount, seatIds, nextIds, splitAt, splitLocation, ...leg }: LegRow,
  currency: string,
): HeldLeg {
  const next = nextIds.map(seatFromId);
  return {
    ...leg,
    price: { amount, currency },
    seats: seatIds.map(seatFromId),
    ...(splitAt === null || splitLocation === null
      ? {}
      : { split: { at: splitLocation, position: splitAt, next } }),
  };
}

/** Ends a hold in favour of a booking; the one statement that decides between paying, releasing and expiring. */
export async function markBooked(sql: Sql, id: string, userId: string, now: Date): Promise<boolean> {
  const rows = await sql.rows(
    "UPDATE holds SET status = 'booked' WHERE id = $1 AND user_id = $2 AND status = 'active' AND expires_at > $3 RETURNING id",
    [id, userId, now],
  );
  return rows.length === 1;
}

export interface EndedHold {
  id: string;
  userId: string;
  expiresAt: Date;
}

/** Gives up a user's hold. @returns undefined when it was not active any more. */
export async function markReleased(sql: Sql, id: string, userId: string): Promise<EndedHold | undefined> {
  const [hold] = await sql.rows<EndedHold>(
    `UPDATE holds SET status = 'released' WHERE id = $1 AND user_id = $2 AND status = 'active' RETURNING id, user_id AS "userId", expires_at AS "expiresAt"`,
    [id, userId],
  );
  return hold;
}

/** What holds to end: of these runs, this one hold, or all. */
export interface DueHolds {
  runIds?: readonly string[];
  holdId?: string;
}

const due = `h.status = 'active' AND h.expires_at <= $1
          AND ($2::text[] IS NULL OR EXISTS (SELECT 1 FROM hold_legs l WHERE l.hold_id = h.id AND l.run_id = ANY($2)))
          AND ($3::uuid IS NULL OR h.id = $3)`;

const dueParameters = (now: Date, { runIds, holdId }: DueHolds) => [now, runIds ?? null, holdId ?? null];

/** Marks holds past their time as expired, at most `limit`, leaving out those that another process has in hand. */
export function markExpired(sql: Sql, now: Date, limit: number, which: DueHolds = {}): Promise<EndedHold[]> {
  return sql.rows<EndedHold>(
    `UPDATE holds SET status = 'expired' WHERE id IN (
       SELECT h.id FROM holds h WHERE ${due} ORDER BY h.expires_at LIMIT $4 FOR UPDATE SKIP LOCKED)
     RETURNING id, user_id AS "userId", expires_at AS "expiresAt"`,
    [...dueParameters(now, which), limit],
  );
}

/** Whether there are holds past their time whose seats are not on sale again yet. */
export async function anyDue(sql: Sql, now: Date, which: DueHolds): Promise<boolean> {
  const rows = await sql.rows(`SELECT 1 FROM holds h WHERE ${due} LIMIT 1`, dueParameters(now, which));
  return rows.length > 0;
}

/** Moves a hold's end, once, and never nearer: one from the waiting list lasts longer. @returns false when it is not open, or was extended before. */
export async function markExtended(
  sql: Sql,
  id: string,
  userId: string,
  now: Date,
  expiresAt: Date,
): Promise<boolean> {
  const rows = await sql.rows(
    `WITH hold AS (
       UPDATE holds SET expires_at = greatest(expires_at, $4), extended = true
        WHERE id = $1 AND user_id = $2 AND status = 'active' AND expires_at > $3 AND NOT extended RETURNING id
     ), claims AS (
       UPDATE seat_claims c SET expires_at = greatest(c.expires_at, $4) FROM hold_legs l JOIN hold h ON h.id = l.hold_id
        WHERE c.hold_leg_id = l.id AND c.ticket_id IS NULL
     ) SELECT id FROM hold`,
    [id, userId, now, expiresAt],
  );
  return rows.length === 1;
}

/** Puts the seats of ended holds back on sale. */
export function releaseSeats(sql: Sql, holdIds: readonly string[]): Promise<ReleasedSeat[]> {
  return sql.rows<ReleasedSeat>(
    `DELETE FROM seat_claims c USING hold_legs l
      WHERE l.id = c.hold_leg_id AND l.hold_id = ANY($1::uuid[]) AND c.ticket_id IS NULL
      RETURNING c.seat_id AS "seatId", c.run_id AS "runId", lower(c.segments) AS "fromPosition", upper(c.segments) AS "toPosition"`,
    [holdIds],
  );
}
