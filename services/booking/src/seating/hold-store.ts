import type { Sql } from "@railbooker/runtime/database";
import type { ReleasedSeat } from "./claim-store.js";
import { type HeldLeg, type Hold, seatFromId } from "./hold.js";

interface HoldRow extends Omit<Hold, "price" | "legs"> {
  amount: number;
  currency: string;
}

interface LegRow extends Omit<HeldLeg, "price" | "seats"> {
  amount: number;
  seatIds: string[];
}

export async function insertHold(sql: Sql, hold: Hold, now: Date): Promise<void> {
  await sql.rows(
    `INSERT INTO holds (id, user_id, passengers, price_amount, price_currency, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [hold.id, hold.userId, hold.passengers, hold.price.amount, hold.price.currency, now, hold.expiresAt],
  );
  for (const [position, leg] of hold.legs.entries()) {
    await sql.rows(
      `INSERT INTO hold_legs (id, hold_id, position, run_id, from_position, to_position, from_location, to_location, service_class, fare, price_amount)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        leg.id,
        hold.id,
        position,
        leg.runId,
        leg.fromPosition,
        leg.toPosition,
        leg.from,
        leg.to,
        leg.serviceClass,
        leg.fare,
        leg.price.amount,
      ],
    );
  }
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
            coalesce(array_agg(c.seat_id ORDER BY c.seat_id) FILTER (WHERE c.seat_id IS NOT NULL), '{}') AS "seatIds"
       FROM hold_legs l LEFT JOIN seat_claims c ON c.hold_leg_id = l.id
      WHERE l.hold_id = $1 GROUP BY l.id ORDER BY l.position`,
    [id],
  );
  const { amount, currency, ...rest } = row;
  return {
    ...rest,
    price: { amount, currency },
    legs: legs.map(({ amount: legAmount, seatIds, ...leg }) => ({
      ...leg,
      price: { amount: legAmount, currency },
      seats: seatIds.map(seatFromId),
    })),
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

/** Marks holds past their time as expired, at most `limit`, leaving out those that another process has in hand. */
export function markExpired(sql: Sql, now: Date, limit: number, runId?: string): Promise<EndedHold[]> {
  return sql.rows<EndedHold>(
    `UPDATE holds SET status = 'expired' WHERE id IN (
       SELECT h.id FROM holds h
        WHERE h.status = 'active' AND h.expires_at <= $1
          AND ($3::text IS NULL OR EXISTS (SELECT 1 FROM hold_legs l WHERE l.hold_id = h.id AND l.run_id = $3))
        ORDER BY h.expires_at LIMIT $2 FOR UPDATE SKIP LOCKED)
     RETURNING id, user_id AS "userId", expires_at AS "expiresAt"`,
    [now, limit, runId ?? null],
  );
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
