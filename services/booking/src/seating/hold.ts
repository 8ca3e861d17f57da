import type { Fare, Money, Seat, ServiceClass } from "@railbooker/events/booking-shape";

export type HoldStatus = "active" | "booked" | "released" | "expired";

export interface HeldLeg {
  id: string;
  runId: string;
  from: string;
  to: string;
  fromPosition: number;
  toPosition: number;
  serviceClass: ServiceClass;
  fare: Fare;
  price: Money;
  /** One for each passenger; where the seat changes on the way, up to there. */
  seats: Seat[];
  /** Where no seat was free throughout: the seats from the call at `position` on, in the passengers' order. */
  split?: { at: string; position: number; next: Seat[] };
}

/** Seats kept for one user until `expiresAt`; the price is frozen with them. */
export interface Hold {
  id: string;
  userId: string;
  status: HoldStatus;
  passengers: number;
  price: Money;
  expiresAt: Date;
  legs: HeldLeg[];
}

/** Whether the hold still keeps its seats; the server's clock decides. */
export const isOpen = (hold: Pick<Hold, "status" | "expiresAt">, now: Date): boolean =>
  hold.status === "active" && hold.expiresAt > now;

/** Seat ids are `coach-number`. */
export function seatFromId(id: string): Seat {
  const [coach = "", number = ""] = id.split("-");
  return { id, coach, number };
}
