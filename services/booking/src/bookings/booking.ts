import type { Booking } from "@railbooker/events/booking-shape";
import type { Ride } from "./ride.js";

/** A booking with what only the house needs to know of it. */
export interface StoredBooking {
  id: string;
  userId: string;
  version: number;
  booking: Booking;
  /** Per leg id, what is known of its train. */
  rides: Map<string, Ride>;
  /** Per ticket id, what it cost in minor units. */
  ticketPrices: Map<string, number>;
  /** Per ticket id, what has been paid for its late train, in minor units. */
  compensated: Map<string, number>;
  /** Ids of the tickets that an inspector has read on the way. */
  used: Set<string>;
  /** Per ticket id, how often it has been issued. */
  sequences: Map<string, number>;
}

/** What the booking is, given its tickets. */
export function statusOf(tickets: readonly { status: "valid" | "cancelled" }[]): Booking["status"] {
  const cancelled = tickets.filter((ticket) => ticket.status === "cancelled").length;
  if (cancelled === 0) return "confirmed";
  return cancelled === tickets.length ? "cancelled" : "partly-cancelled";
}
