import type { Booking } from "@railbooker/events/booking-shape";
import type { Sql } from "@railbooker/runtime/database";
import type { Hold } from "../seating/hold.js";
import type { TicketSigner } from "../tickets/ticket-code.js";
import type { StoredBooking } from "./booking.js";
import { draftBooking } from "./draft-booking.js";
import type { Exchange } from "./exchange.js";
import { insertTickets } from "./insert-tickets.js";

/** Legs and tickets that come to a booking in exchange for others. */
export interface Exchanged {
  hold: Hold;
  booking: Booking;
  ticketPrices: ReadonlyMap<string, number>;
  sequence: number;
}

/** The held seats as legs and tickets of the booking's own passengers, with codes of a higher sequence than those given up. */
export async function signExchanged(
  sql: Sql,
  signer: TicketSigner,
  { booking: { reference, contact } }: StoredBooking,
  terms: Exchange,
  now: Date,
): Promise<Exchanged> {
  const { hold } = terms;
  const draft = await draftBooking(sql, hold, terms.passengers, contact.email, now);
  const known = new Map(
    draft.booking.passengers.map(({ id }, index) => [id, terms.passengers[index]?.id ?? id]),
  );
  const sequence = terms.sequence + 1;
  const booking: Booking = { reference, ...draft.booking, passengers: terms.passengers };
  booking.tickets = booking.tickets.map((ticket) => {
    const passenger = { ...ticket.passenger, id: known.get(ticket.passenger.id) ?? ticket.passenger.id };
    const named = { ...ticket, passenger };
    return { ...named, code: signer.sign(booking, named, sequence) };
  });
  return { hold, booking, ticketPrices: draft.ticketPrices, sequence };
}

/** @throws Error where a held seat is not kept any more. */
export async function insertExchanged(sql: Sql, bookingId: string, exchanged: Exchanged): Promise<void> {
  const { hold, booking, ticketPrices, sequence } = exchanged;
  const legs = booking.legs.map((leg, index) => ({
    ...leg,
    index,
    fromPosition: hold.legs[index]?.fromPosition,
    toPosition: hold.legs[index]?.toPosition,
    price: hold.legs[index]?.price.amount,
  }));
  await sql.rows(
    `INSERT INTO booking_legs (id, booking_id, position, run_id, train_number, train_name, from_id, from_name, from_position, departure, departure_at,
                               to_id, to_name, to_position, arrival, arrival_at, service_class, fare, price_amount)
     SELECT (l->>'id')::uuid, $1, (l->>'index')::int + (SELECT coalesce(max(position) + 1, 0) FROM booking_legs WHERE booking_id = $1),
            l->>'runId', l->'train'->>'number', l->'train'->>'name',
            l->'from'->>'id', l->'from'->>'name', (l->>'fromPosition')::int, l->'from'->>'departure', (l->'from'->>'departure')::timestamptz,
            l->'to'->>'id', l->'to'->>'name', (l->>'toPosition')::int, l->'to'->>'arrival', (l->'to'->>'arrival')::timestamptz,
            l->>'serviceClass', l->>'fare', (l->>'price')::int
       FROM json_array_elements($2::json) AS l`,
    [bookingId, JSON.stringify(legs)],
  );
  await insertTickets(sql, [{ bookingId, hold, booking, ticketPrices, sequence }]);
}
