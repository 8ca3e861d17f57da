import type { Fare, Money, ServiceClass } from "@railbooker/events/booking-shape";
import type { Sql } from "@railbooker/runtime/database";
import { daysUntil } from "./create-offers.js";
import { filledShare } from "./occupancy.js";
import { ticketPrice } from "./price.js";
import { currentTariff } from "./tariff-store.js";

/** A leg that is about to be held. */
export interface LegToPrice {
  distanceKm: number;
  departure: Date;
  serviceClass: ServiceClass;
  fare: Fare;
  /** Seats of the class, and how many of them are in use on the leg. */
  seats: number;
  inUse: number;
}

/** The true price of one adult's ticket for each leg: what a hold freezes. Asks the database, never a cache. */
export async function priceLegs(sql: Sql, legs: readonly LegToPrice[], now: Date): Promise<Money[]> {
  const { tariff } = await currentTariff(sql);
  return legs.map(({ departure, seats, inUse, ...leg }) => ({
    amount: ticketPrice(tariff, {
      ...leg,
      passenger: "adult",
      filled: filledShare({ seats, inUse }),
      daysLeft: daysUntil(departure, now),
    }),
    currency: tariff.currency,
  }));
}
