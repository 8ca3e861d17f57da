import type { PassengerType } from "@railbooker/events/booking-shape";
import type { Sql } from "@railbooker/runtime/database";
import type { ReleasedSeat } from "./claim-store.js";
import { type HeldLeg, type Hold, seatFromId, type TicketPrices } from "./hold.js";

interface HoldRow extends Omit<Hold, "price" | "legs" | "passengerTypes"> {
  passengerTypes: PassengerType[] | null;
  amount: number;
  currency: string;
}

interface LegRow extends Omit<HeldLeg, "price" | "seats" | "split" | "ticketPrices"> {
  ticketPrices: TicketPrices | null;
  amount: number;
  seatIds: string[];
  nextIds: string[];
  splitAt: number | null;
  splitLocation: string | null;
}

/** A user's hold with its legs and seats; another user's is not found. */
export async function findHold(sql: Sql, id: string, userId: string): Promise<Hold | undefined> {
  return (await findHolds(sql, [{ id, userId }]))[0];
}

/** The same for many, in their order. */
export async function findHolds(
  sql: Sql,
  wanted: readonly { id: string; userId: string }[],
): Promise<(Hold | undefined)[]> {
  const rows = await sql.rows<HoldRow & { legs: LegRow[] | null }>(
    `SELECT h.id, h.user_id AS "userId", h.status, h.passengers, h.passenger_types AS "passengerTypes",
            h.price_amount AS amount, h.price_currency AS currency,
            h.expires_at AS "expiresAt", h.extended,
            (SELECT json_agg(json_build_object('id', l.id, 'runId', l.run_id, 'from', l.from_location, 'to', l.to_location,
                'fromPosition', l.from_position, 'toPosition', l.to_position, 'serviceClass', l.service_class, 'fare', l.fare,
                'amount', l.price_amount, 'ticketPrices', l.ticket_prices, 'splitAt', l.split_at, 'splitLocation', l.split_location,
                'seatIds', coalesce((SELECT json_agg(c.seat_id ORDER BY c.seat_id COLLATE "C") FROM seat_claims c
                                      WHERE c.hold_leg_id = l.id AND lower(c.segments) = l.from_position), '[]'),
                'nextIds', coalesce((SELECT json_agg(c.seat_id ORDER BY c.seat_id COLLATE "C") FROM seat_claims c
                                      WHERE c.hold_leg_id = l.id AND lower(c.segments) = l.split_at), '[]')) ORDER BY l.position)
               FROM hold_legs l WHERE l.hold_id = h.id) AS legs
       FROM unnest($1::uuid[], $2::uuid[]) AS w (id, user_id) JOIN holds h ON h.id = w.id AND h.user_id = w.user_id`,
    [wanted.map(({ id }) => id), wanted.map(({ userId }) => userId)],
  );
  const holds = new Map(rows.map((row) => [`${row.id} ${row.userId}`, toHold(row)]));
  return wanted.map(({ id, userId }) => holds.get(`${id.toLowerCase()} ${userId}`));
}

function toHold({
  amount,
  currency,
  legs,
  passengerTypes,
  ...rest
}: HoldRow & { legs: LegRow[] | null }): Hold {
  return {
    ...rest,
    ...(passengerTypes === null ? {} : { passengerTypes }),
    price: { amount, currency },
    legs: (legs ?? []).map((leg) => toLeg(leg, currency, rest.passengers)),
  };
}

function toLeg(
  { amount, seatIds, nextIds, splitAt, splitLocation, ticketPrices, ...leg }: LegRow,
  currency: string,
  passengers: number,
): HeldLeg {
  const next = nextIds.map(seatFromId);
  return {
    ...leg,
    price: { amount, currency },
    ticketPrices: ticketPrices ?? allTheSame(Math.floor(amount / passengers)),
    seats: seatIds.map(seatFromId),
    ...(splitAt === null || splitLocation === null
      ? {}
      : { split: { at: splitLocation, position: splitAt, next } }),
  };
}

const allTheSame = (each: number): TicketPrices => ({ adult: each, child: each, senior: each });

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
