import type { Booking } from "@railbooker/events/booking-shape";
import type { Sql } from "@railbooker/runtime/database";
import { type Sale, sellSeats } from "../seating/claim-store.js";
import type { TicketSigner } from "../tickets/ticket-code.js";
import type { StoredBooking } from "./booking.js";
import { draftBooking } from "./draft-booking.js";
import type { Exchange } from "./exchange.js";
import { type Bought, legColumns, legRows, ticketColumns, ticketRows } from "./sale-rows.js";

/** The held seats as legs and tickets of the booking's own passengers, with codes of a higher sequence than those given up. */
export async function signExchanged(
  sql: Sql,
  signer: TicketSigner,
  { id: bookingId, booking: { reference, contact } }: StoredBooking,
  terms: Exchange,
  now: Date,
): Promise<Bought> {
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
  return { bookingId, hold, booking, ticketPrices: draft.ticketPrices, sequence };
}

/** Call it under the booking's lock. @throws Error where a held seat is not kept any more. */
export async function insertExchanged(sql: Sql, bought: Bought): Promise<void> {
  const [last] = await sql.rows<{ next: number }>(
    "SELECT coalesce(max(position) + 1, 0) AS next FROM booking_legs WHERE booking_id = $1",
    [bought.bookingId],
  );
  await sql.rows(
    `INSERT INTO booking_legs (${legColumns}) SELECT ${legColumns} FROM json_populate_recordset(NULL::booking_legs, $1::json)`,
    [JSON.stringify(legRows(bought, last?.next ?? 0))],
  );
  const tickets = ticketRows(bought);
  await sql.rows(
    `INSERT INTO tickets (${ticketColumns}) SELECT ${ticketColumns} FROM json_populate_recordset(NULL::tickets, $1::json)`,
    [JSON.stringify(tickets)],
  );
  const seats = tickets.flatMap(salesOf);
  const sold = await sellSeats(sql, seats);
  if (sold !== seats.length)
    throw new Error(
      `${seats.length - sold} of ${seats.length} seats of hold ${bought.hold.id} are not kept any more`,
    );
}

/** The claims that a ticket gets: two where its seat changes on the way. */
function salesOf({
  id,
  held,
  seat_id,
  first,
  next,
  nextFirst,
}: ReturnType<typeof ticketRows>[number]): Sale[] {
  const sale = { holdLegId: held ?? "", ticketId: id };
  return [
    { ...sale, seatId: seat_id, from: first },
    ...(next === undefined ? [] : [{ ...sale, seatId: next, from: nextFirst }]),
  ];
}
