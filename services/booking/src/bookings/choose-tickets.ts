import type { BookedLeg, Money, Ticket } from "@railbooker/events/booking-shape";
import type { StoredBooking } from "./booking.js";
import { hasLeft, type Ride, worthPercent } from "./ride.js";

/** A valid ticket that is to be given back or exchanged. */
export interface ChosenTicket {
  ticket: Ticket;
  leg: BookedLeg;
  ride: Ride;
  /** What was paid for it and has not come back as compensation, in minor units. */
  paid: number;
  /** What it is worth now. */
  worth: number;
}

/**
 * The tickets wanted, all valid ones if left out, each unused and of a train that has not left; all of a train that was cancelled.
 * @param refuse makes the error for what is wrong.
 */
export function chooseTickets(
  { booking, rides, ticketPrices, compensated, used }: StoredBooking,
  wanted: readonly string[] | undefined,
  now: Date,
  refuse: (message: string) => Error,
): ChosenTicket[] {
  const valid = booking.tickets.filter((ticket) => ticket.status === "valid");
  const chosen = wanted === undefined ? valid : valid.filter((ticket) => wanted.includes(ticket.id));
  if (chosen.length === 0) throw refuse("Every ticket of this booking has been cancelled already.");
  if (wanted !== undefined && chosen.length !== new Set(wanted).size) {
    throw refuse(
      "Not each of these tickets is a valid ticket of this booking; look at GET /api/bookings for their ids.",
    );
  }
  return chosen.map((ticket) => {
    const leg = booking.legs.find((candidate) => candidate.id === ticket.leg.id);
    const ride = rides.get(ticket.leg.id);
    if (leg === undefined || ride === undefined || hasLeft(ride, now))
      throw refuse(
        `${leg?.train.name ?? "The train"} has left; its tickets can be neither cancelled nor exchanged any more.`,
      );
    // Where the delay came on the way the train has not left by its clock, with those in it whose tickets were read.
    if (used.has(ticket.id) && !ride.cancelled)
      throw refuse(
        `The ticket of ${ticket.passenger.name} for ${leg.train.name} has been used; it can be neither cancelled nor exchanged any more.`,
      );
    const paid = (ticketPrices.get(ticket.id) ?? 0) - (compensated.get(ticket.id) ?? 0);
    return { ticket, leg, ride, paid, worth: Math.floor((paid * worthPercent(leg.fare, ride)) / 100) };
  });
}

export const sumOf = (amounts: readonly number[], currency: string): Money => ({
  amount: amounts.reduce((sum, amount) => sum + amount, 0),
  currency,
});
