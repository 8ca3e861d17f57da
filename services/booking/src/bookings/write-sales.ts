import type { Booking } from "@railbooker/events/booking-shape";
import type { Sql } from "@railbooker/runtime/database";
import type { Outbox } from "../outbox/outbox.js";
import type { Hold } from "../seating/hold.js";
import type { TicketSigner } from "../tickets/ticket-code.js";
import type { Draft } from "./draft-booking.js";
import { insertTickets } from "./insert-tickets.js";
import { createReference } from "./reference.js";

/** A hold that is to become a booking. */
export interface HoldToSell {
  hold: Hold;
  draft: Draft;
}

export interface WriteSalesDeps {
  signer: TicketSigner;
  outbox: Outbox;
}

/**
 * Turns open holds into bookings: booking, legs, passengers, tickets, sold seats and event, for many with as few statements as for
 * one. Call it in a transaction. @returns for each the booking, or undefined where the hold is not open any more.
 */
export async function writeSales(
  deps: WriteSalesDeps,
  sql: Sql,
  sales: readonly HoldToSell[],
  now: Date,
): Promise<(Booking | undefined)[]> {
  const open = await markAllBooked(sql, sales, now);
  const sold = sales.filter(({ hold }) => open.has(hold.id));
  if (sold.length === 0) return sales.map(() => undefined);
  const references = await insertBookings(sql, sold);
  const bookings = new Map(
    sold.map((sale) => {
      const unsigned: Booking = { reference: references.get(sale.draft.id) ?? "", ...sale.draft.booking };
      const tickets = unsigned.tickets.map((ticket) => ({
        ...ticket,
        code: deps.signer.sign(unsigned, ticket),
      }));
      return [sale.hold.id, { ...unsigned, tickets }] as const;
    }),
  );
  await insertParts(sql, sold, bookings);
  await insertTickets(
    sql,
    sold.map(({ hold, draft: { id, ticketPrices } }) => ({
      bookingId: id,
      hold,
      booking: bookings.get(hold.id) as Booking,
      ticketPrices,
      sequence: 1,
    })),
  );
  await deps.outbox.appendAll(
    sql,
    sold.map(({ hold }) => {
      const booking = bookings.get(hold.id) as Booking;
      const data = { userId: hold.userId, booking };
      return { name: "BookingCreated", aggregateId: booking.reference, aggregateVersion: 1, data };
    }),
  );
  return sales.map(({ hold }) => bookings.get(hold.id));
}

/** The statement that decides between paying, releasing and expiring. */
async function markAllBooked(sql: Sql, sales: readonly HoldToSell[], now: Date): Promise<Set<string>> {
  const rows = await sql.rows<{ id: string }>(
    `UPDATE holds SET status = 'booked' WHERE id = ANY($1::uuid[]) AND status = 'active' AND expires_at > $2 RETURNING id`,
    [sales.map(({ hold }) => hold.id), now],
  );
  return new Set(rows.map((row) => row.id));
}

const maxDraws = 8;

/** Gives each booking a reference that nobody has; the unique index decides. */
async function insertBookings(sql: Sql, sales: readonly HoldToSell[]): Promise<Map<string, string>> {
  const references = new Map<string, string>();
  for (let draw = 0; draw < maxDraws && references.size < sales.length; draw++) {
    const rows = sales
      .filter(({ draft }) => !references.has(draft.id))
      .map(({ hold, draft: { id, booking } }) => ({
        id,
        reference: createReference(),
        user_id: hold.userId,
        hold_id: hold.id,
        price_amount: booking.price.amount,
        price_currency: booking.price.currency,
        contact_email: booking.contact.email,
        created_at: booking.createdAt,
      }));
    const written = await sql.rows<{ id: string; reference: string }>(
      `INSERT INTO bookings (id, reference, user_id, hold_id, status, price_amount, price_currency, contact_email, created_at)
       SELECT id, reference, user_id, hold_id, 'confirmed', price_amount, price_currency, contact_email, created_at
         FROM json_populate_recordset(NULL::bookings, $1::json)
       ON CONFLICT (reference) DO NOTHING RETURNING id, reference`,
      [JSON.stringify(rows)],
    );
    for (const row of written) references.set(row.id, row.reference);
  }
  if (references.size < sales.length) throw new Error(`no free booking reference in ${maxDraws} draws`);
  return references;
}

const legColumns = `id, booking_id, position, run_id, train_number, train_name, from_id, from_name, from_position, departure,
  departure_at, to_id, to_name, to_position, arrival, arrival_at, service_class, fare, price_amount`;

async function insertParts(
  sql: Sql,
  sales: readonly HoldToSell[],
  bookings: ReadonlyMap<string, Booking>,
): Promise<void> {
  const rows = sales.map(({ hold, draft }) => {
    const booking = bookings.get(hold.id) as Booking;
    return {
      legs: booking.legs.map((leg, position) => {
        const held = hold.legs[position];
        return {
          id: leg.id,
          booking_id: draft.id,
          position,
          run_id: leg.runId,
          train_number: leg.train.number,
          train_name: leg.train.name,
          from_id: leg.from.id,
          from_name: leg.from.name,
          from_position: held?.fromPosition,
          departure: leg.from.departure,
          departure_at: leg.from.departure,
          to_id: leg.to.id,
          to_name: leg.to.name,
          to_position: held?.toPosition,
          arrival: leg.to.arrival,
          arrival_at: leg.to.arrival,
          service_class: leg.serviceClass,
          fare: leg.fare,
          price_amount: held?.price.amount,
        };
      }),
      passengers: booking.passengers.map(({ id, name, type }, index) => ({
        id,
        booking_id: draft.id,
        position: index + 1,
        name,
        type,
      })),
    };
  });
  await sql.rows(
    `WITH legs AS (
       INSERT INTO booking_legs (${legColumns}) SELECT ${legColumns} FROM json_populate_recordset(NULL::booking_legs, $1::json)
     ), people AS (
       INSERT INTO passengers (id, booking_id, position, name, type)
       SELECT id, booking_id, position, name, type FROM json_populate_recordset(NULL::passengers, $2::json)
     ) SELECT 1`,
    [JSON.stringify(rows.flatMap((row) => row.legs)), JSON.stringify(rows.flatMap((row) => row.passengers))],
  );
}
