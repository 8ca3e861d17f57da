import type { Fare, PassengerType, ServiceClass } from "@railbooker/events/booking-shape";
import type { Sql } from "@railbooker/runtime/database";
import { daysUntil } from "./create-offers.js";
import { filledShare } from "./occupancy.js";
import { priceByType } from "./price.js";
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

/** What one ticket for a leg costs, by the type of its passenger. */
export interface LegPrice {
  /** In minor units. */
  byType: Record<PassengerType, number>;
  currency: string;
}

/** The true price of a ticket for each leg: what a hold freezes. Asks the database, never a cache. */
export async function priceLegs(sql: Sql, legs: readonly LegToPrice[], now: Date): Promise<LegPrice[]> {
  const { tariff } = await currentTariff(sql);
  return legs.map(({ departure, seats, inUse, ...leg }) => ({
    byType: priceByType(tariff, {
      ...leg,
      filled: filledShare({ seats, inUse }),
      daysLeft: daysUntil(departure, now),
    }),
    currency: tariff.currency,
  }));
}
