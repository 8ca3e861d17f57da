import type { Fare, Money, PassengerType, Seat, ServiceClass } from "@railbooker/events/booking-shape";

export type HoldStatus = "active" | "booked" | "released" | "expired";

/** What one ticket costs by the type of its passenger, in minor units. */
export type TicketPrices = Record<PassengerType, number>;

/** A leg as it is sold: part of a run, in a class and at a fare. */
export interface LegOnSale {
  runId: string;
  /** Location ids. */
  from: string;
  to: string;
  fromPosition: number;
  toPosition: number;
  serviceClass: ServiceClass;
  fare: Fare;
}

export interface HeldLeg extends LegOnSale {
  id: string;
  /** For all passengers. */
  price: Money;
  ticketPrices: TicketPrices;
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
  /** Whom the price is for, where it was told; or else all are counted as adults. */
  passengerTypes?: PassengerType[];
  price: Money;
  expiresAt: Date;
  /** Once is all. */
  extended: boolean;
  legs: HeldLeg[];
}

/** What seats on a leg cost for these passengers. */
export const partyPrice = (prices: TicketPrices, party: readonly PassengerType[]): number =>
  party.reduce((sum, type) => sum + prices[type], 0);

/** The types that a hold is priced for. */
export const partyOfHold = ({
  passengers,
  passengerTypes,
}: Pick<Hold, "passengers" | "passengerTypes">): PassengerType[] =>
  passengerTypes ?? Array.from({ length: passengers }, () => "adult");

/** Whether the hold still keeps its seats; the server's clock decides. */
export const isOpen = (hold: Pick<Hold, "status" | "expiresAt">, now: Date): boolean =>
  hold.status === "active" && hold.expiresAt > now;

/** Seat ids are `coach-number`. */
export function seatFromId(id: string): Seat {
  const [coach = "", number = ""] = id.split("-");
  return { id, coach, number };
}
