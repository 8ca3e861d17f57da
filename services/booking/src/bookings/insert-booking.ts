import type { Booking } from "@railbooker/events/booking-shape";
import type { Sql } from "@railbooker/runtime/database";
import type { HeldLeg } from "../seating/hold.js";
import { createReference } from "./reference.js";

export interface NewBooking {
  id: string;
  userId: string;
  holdId: string;
  booking: Omit<Booking, "reference">;
  held: readonly HeldLeg[];
}

const maxDraws = 8;

/** Takes a reference that nobody has; the unique index decides. */
export async function insertBookingRow(
  sql: Sql,
  { id, userId, holdId, booking }: NewBooking,
): Promise<string> {
  for (let draw = 0; draw < maxDraws; draw++) {
    const rows = await sql.rows<{ reference: string }>(
      `INSERT INTO bookings (id, reference, user_id, hold_id, status, price_amount, price_currency, contact_email, created_at)
       VALUES ($1, $2, $3, $4, 'confirmed', $5, $6, $7, $8) ON CONFLICT (reference) DO NOTHING RETURNING reference`,
      [
        id,
        createReference(),
        userId,
        holdId,
        booking.price.amount,
        booking.price.currency,
        booking.contact.email,
        booking.createdAt,
      ],
    );
    if (rows[0] !== undefined) return rows[0].reference;
  }
  throw new Error(`no free booking reference in ${maxDraws} draws`);
}

/** Writes legs and passengers, each kind in one statement; tickets come with their seats (insertTickets). */
export async function insertBookingParts(sql: Sql, { id, booking, held }: NewBooking): Promise<void> {
  const legs = booking.legs.map((leg, position) => {
    const kept = held[position] as HeldLeg;
    return {
      ...leg,
      position,
      fromPosition: kept.fromPosition,
      toPosition: kept.toPosition,
      price: kept.price.amount,
    };
  });
  await sql.rows(
    `INSERT INTO booking_legs (id, booking_id, position, run_id, train_number, train_name, from_id, from_name, from_position, departure, departure_at,
                               to_id, to_name, to_position, arrival, arrival_at, service_class, fare, price_amount)
     SELECT (l->>'id')::uuid, $1, (l->>'position')::int, l->>'runId', l->'train'->>'number', l->'train'->>'name',
            l->'from'->>'id', l->'from'->>'name', (l->>'fromPosition')::int, l->'from'->>'departure', (l->'from'->>'departure')::timestamptz,
            l->'to'->>'id', l->'to'->>'name', (l->>'toPosition')::int, l->'to'->>'arrival', (l->'to'->>'arrival')::timestamptz,
            l->>'serviceClass', l->>'fare', (l->>'price')::int
       FROM json_array_elements($2::json) AS l`,
    [id, JSON.stringify(legs)],
  );
  await sql.rows(
    `INSERT INTO passengers (id, booking_id, position, name, type)
     SELECT (p->>'id')::uuid, $1, position, p->>'name', p->>'type' FROM json_array_elements($2::json) WITH ORDINALITY AS e (p, position)`,
    [id, JSON.stringify(booking.passengers)],
  );
}
