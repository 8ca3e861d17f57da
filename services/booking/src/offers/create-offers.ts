import type { PassengerType } from "@railbooker/events/booking-shape";
import type { Clock } from "@railbooker/runtime/clock";
import type { Offer, OffersFor, PricedLeg } from "../timetable/offers.js";
import { filledShare, type Occupancy, type OccupancyOf } from "./occupancy.js";
import { priceByType } from "./price.js";
import { fares, serviceClasses, type Tariff } from "./tariff.js";

export interface OffersDeps {
  occupancyOf: OccupancyOf;
  tariff: () => Promise<Tariff>;
  clock: Clock;
}

/** Prices and seats left for the legs of a whole page. */
export function createOffers({ occupancyOf, tariff, clock }: OffersDeps): OffersFor {
  return async (legs, party) => {
    const [inForce, occupancies] = await Promise.all([tariff(), occupancyOf(legs)]);
    const now = clock();
    return legs.map((leg, index) => offersOf(inForce, leg, occupancies[index] ?? [], party, now));
  };
}

function offersOf(
  tariff: Tariff,
  leg: PricedLeg,
  occupancies: readonly Occupancy[],
  party: readonly PassengerType[],
  now: Date,
): Offer[] {
  const daysLeft = daysUntil(leg.departure, now);
  return serviceClasses.flatMap((serviceClass) => {
    const occupancy = occupancies.find((each) => each.serviceClass === serviceClass);
    if (occupancy === undefined || occupancy.seats === 0) return [];
    const filled = filledShare(occupancy);
    const seatsLeft = leg.run.status === "cancelled" ? 0 : Math.max(0, occupancy.seats - occupancy.inUse);
    return fares.map((fare) => {
      const ticket = {
        distanceKm: leg.distanceKm,
        serviceClass,
        fare,
        filled,
        daysLeft,
      };
      const byType = priceByType(tariff, ticket);
      const amount = party.reduce((sum, type) => sum + byType[type], 0);
      return { serviceClass, fare, price: { amount, currency: tariff.currency }, seatsLeft };
    });
  });
}

const DAY_MS = 86_400_000;
export const daysUntil = (departure: Date, now: Date): number =>
  (departure.getTime() - now.getTime()) / DAY_MS;
