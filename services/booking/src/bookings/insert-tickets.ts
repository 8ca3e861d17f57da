import type { Booking } from "@railbooker/events/booking-shape";
import type { Sql } from "@railbooker/runtime/database";
import { type Sale, sellSeats } from "../seating/claim-store.js";
import type { Hold } from "../seating/hold.js";

/** Tickets of one booking that are written for the seats of a hold. */
export interface TicketsOfHold {
  bookingId: string;
  hold: Hold;
  /** Its legs and tickets are those of the hold, in the hold's order. */
  booking: Pick<Booking, "legs" | "tickets">;
  /** Per ticket id, its share of the price in minor units. */
  ticketPrices: ReadonlyMap<string, number>;
  /** Which of the codes given out for the seat these are; 1 is the first. */
  sequence: number;
}

export class SeatsNotKept extends Error {}

/** Writes tickets and sells their seats, for many bookings at once. @throws SeatsNotKept where one is not kept any more. */
export async function insertTickets(sql: Sql, all: readonly TicketsOfHold[]): Promise<void> {
  const rows = all.flatMap(({ bookingId, booking, ticketPrices, sequence }) =>
    booking.tickets.map((ticket) => ({
      id: ticket.id,
      booking_id: bookingId,
      leg_id: ticket.leg.id,
      passenger_id: ticket.passenger.id,
      seat_id: ticket.seat.id,
      coach: ticket.seat.coach,
      seat_number: ticket.seat.number,
      change_seat: ticket.changeSeat ?? null,
      price_amount: ticketPrices.get(ticket.id) ?? 0,
      status: ticket.status,
      sequence,
      code: ticket.code,
    })),
  );
  await sql.rows(
    `INSERT INTO tickets (id, booking_id, leg_id, passenger_id, seat_id, coach, seat_number, change_seat, price_amount, status, sequence, code)
     SELECT id, booking_id, leg_id, passenger_id, seat_id, coach, seat_number, change_seat, price_amount, status, sequence, code
       FROM json_populate_recordset(NULL::tickets, $1::json)`,
    [JSON.stringify(rows)],
  );
  const seats = all.flatMap(salesOf);
  const sold = await sellSeats(sql, seats);
  if (sold !== seats.length)
    throw new SeatsNotKept(
      `${seats.length - sold} of ${seats.length} seats are not kept any more (holds ${all.map(({ hold }) => hold.id).join(", ")})`,
    );
}

/** The claims of a hold with the tickets that they go to: two of a ticket whose seat changes on the way. */
function salesOf({ hold, booking }: TicketsOfHold): Sale[] {
  return hold.legs.flatMap((held, index) => {
    const tickets = booking.tickets.filter((ticket) => ticket.leg.id === booking.legs[index]?.id);
    return tickets.flatMap((ticket) => {
      const sale = { holdLegId: held.id, ticketId: ticket.id };
      if (ticket.changeSeat === undefined) return [{ ...sale, seatId: ticket.seat.id }];
      return [
        { ...sale, seatId: ticket.seat.id, from: held.fromPosition },
        { ...sale, seatId: ticket.changeSeat.seat.id, from: held.split?.position ?? -1 },
      ];
    });
  });
}
