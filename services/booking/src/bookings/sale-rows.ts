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
  const legs = booking.legs.map((leg, position) => ({
    id: leg.id,
    booking_id: draft.id,
    position,
    run_id: leg.runId,
    train_number: leg.train.number,
    train_name: leg.train.name,
    from_id: leg.from.id,
    from_name: leg.from.name,
    from_position: hold.legs[position]?.fromPosition,
    departure: leg.from.departure,
    departure_at: leg.from.departure,
    to_id: leg.to.id,
    to_name: leg.to.name,
    to_position: hold.legs[position]?.toPosition,
    arrival: leg.to.arrival,
    arrival_at: leg.to.arrival,
    service_class: leg.serviceClass,
    fare: leg.fare,
    price_amount: hold.legs[position]?.price.amount,
  }));
  const passengers = booking.passengers.map(({ id, name, type }, index) => ({
    id,
    booking_id: draft.id,
    position: index + 1,
    name,
    type,
  }));
  return { sale: [sale], legs, passengers, tickets: ticketsOf({ hold, draft }, booking) };
}

/** Tickets, and the claims of the hold that they get: two where the seat changes on the way, told apart by where they begin. */
function ticketsOf({ hold, draft }: Pick<HoldToSell, "hold" | "draft">, booking: Booking) {
  const heldOf = new Map(booking.legs.map((leg, index) => [leg.id, hold.legs[index]]));
  return booking.tickets.map(({ id, passenger, leg, seat, changeSeat, status, code }) => {
    const held = heldOf.get(leg.id);
    return {
      id,
      booking_id: draft.id,
      leg_id: leg.id,
      passenger_id: passenger.id,
      seat_id: seat.id,
      coach: seat.coach,
      seat_number: seat.number,
      change_seat: changeSeat,
      price_amount: draft.ticketPrices.get(id) ?? 0,
      status,
      sequence: 1,
      code,
      held: held?.id,
      first: changeSeat && held?.fromPosition,
      next: changeSeat?.seat.id,
      nextFirst: changeSeat && (held?.split?.position ?? -1),
    };
  });
}
