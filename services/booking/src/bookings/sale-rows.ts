import type { Booking } from "@railbooker/events/booking-shape";
import type { Hold } from "../seating/hold.js";
import type { Draft } from "./draft-booking.js";

/** A hold that is to become a booking. */
export interface HoldToSell {
  hold: Hold;
  draft: Draft;
  /** The idempotency key that the booking is then known by. */
  key?: { key: string; hash: Buffer };
  /** The payment that it takes, authorised at the provider. */
  paymentId?: string;
}

/** The rows that a sale writes, by table; members are columns where a table is written as a whole. */
export type RowsOfSale = ReturnType<typeof rowsOf>;

export function rowsOf({ hold, draft, key, paymentId }: HoldToSell, booking: Booking) {
  const sale = {
    id: draft.id,
    reference: booking.reference,
    user: hold.userId,
    hold: hold.id,
    amount: booking.price.amount,
    currency: booking.price.currency,
    email: booking.contact.email,
    made: booking.createdAt,
    key: key?.key,
    hash: key?.hash.toString("hex"),
    payment: paymentId,
  };
  const passengers = booking.passengers.map(({ id, name, type }, index) => ({
    id,
    booking_id: draft.id,
    position: index + 1,
    name,
    type,
  }));
  const bought = { bookingId: draft.id, hold, booking, ticketPrices: draft.ticketPrices, sequence: 1 };
  return { sale: [sale], legs: legRows(bought, 0), passengers, tickets: ticketRows(bought) };
}

/** Legs and tickets of a booking that are written for the seats of a hold. */
export interface Bought {
  bookingId: string;
  hold: Hold;
  /** Its legs are those of the hold, in the hold's order. */
  booking: Pick<Booking, "legs" | "tickets">;
  /** Per ticket id, its share of the price in minor units. */
  ticketPrices: ReadonlyMap<string, number>;
  /** Which of the codes given out for the seat these are; 1 is the first. */
  sequence: number;
}

export const legColumns = `id, booking_id, position, run_id, train_number, train_name, from_id, from_name, from_position, departure,
  departure_at, to_id, to_name, to_position, arrival, arrival_at, service_class, fare, price_amount`;

/** @param first the position of the first of them among the booking's legs. */
export const legRows = ({ bookingId, hold, booking }: Bought, first: number) =>
  booking.legs.map((leg, index) => ({
    id: leg.id,
    booking_id: bookingId,
    position: first + index,
    run_id: leg.runId,
    train_number: leg.train.number,
    train_name: leg.train.name,
    from_id: leg.from.id,
    from_name: leg.from.name,
    from_position: hold.legs[index]?.fromPosition,
    departure: leg.from.departure,
    departure_at: leg.from.departure,
    to_id: leg.to.id,
    to_name: leg.to.name,
    to_position: hold.legs[index]?.toPosition,
    arrival: leg.to.arrival,
    arrival_at: leg.to.arrival,
    service_class: leg.serviceClass,
    fare: leg.fare,
    price_amount: hold.legs[index]?.price.amount,
  }));

export const ticketColumns = `id, booking_id, leg_id, passenger_id, seat_id, coach, seat_number, change_seat, price_amount, status,
  sequence, code`;

/** Tickets, and the claims of the hold that they get: two where the seat changes on the way, told apart by where they begin. */
export function ticketRows({ bookingId, hold, booking, ticketPrices, sequence }: Bought) {
  const heldOf = new Map(booking.legs.map((leg, index) => [leg.id, hold.legs[index]]));
  return booking.tickets.map(({ id, passenger, leg, seat, changeSeat, status, code }) => {
    const held = heldOf.get(leg.id);
    return {
      id,
      booking_id: bookingId,
      leg_id: leg.id,
      passenger_id: passenger.id,
      seat_id: seat.id,
      coach: seat.coach,
      seat_number: seat.number,
      change_seat: changeSeat,
      price_amount: ticketPrices.get(id) ?? 0,
      status,
      sequence,
      code,
      held: held?.id,
      first: changeSeat && held?.fromPosition,
      next: changeSeat?.seat.id,
      nextFirst: changeSeat && (held?.split?.position ?? -1),
    };
  });
}
