import type { Fare, Money, ServiceClass } from "@railbooker/events/booking-shape";
import type { Run } from "./run.js";

/** A leg as far as its price and its free seats depend on it. */
export interface PricedLeg {
  run: Pick<Run, "runId" | "category" | "routeType" | "status">;
  fromPosition: number;
  toPosition: number;
  /** Track kilometres ridden. */
  distanceKm: number;
  departure: Date;
}

export interface Offer {
  serviceClass: ServiceClass;
  fare: Fare;
  /** For the whole party. */
  price: Money;
  seatsLeft: number;
}

/** Offers for each leg, in the order of the legs; all legs of a page in one call. Empty where nothing is to be had. */
export type OffersFor = (legs: readonly PricedLeg[], passengers: number) => Promise<Offer[][]>;
