import type { Fare, Money, PassengerType, ServiceClass } from "@railbooker/events/booking-shape";
import type { Ride, Run } from "./run.js";

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
export type OffersFor = (legs: readonly PricedLeg[], party: readonly PassengerType[]) => Promise<Offer[][]>;

export const toPricedLeg = ({ run, from, to }: Ride): PricedLeg => ({
  run,
  fromPosition: from.position,
  toPosition: to.position,
  distanceKm: to.distanceKm - from.distanceKm,
  departure: from.departure,
});

/** What a whole journey costs: an offer that every leg has, with the prices added up and the seats of the fullest leg. */
export function journeyOffers(byLeg: readonly Offer[][]): Offer[] {
  const [first = [], ...others] = byLeg;
  return first.flatMap((offer) => {
    const rest = others.map((offers) =>
      offers.find((each) => each.serviceClass === offer.serviceClass && each.fare === offer.fare),
    );
    const all = [offer, ...rest.filter((each) => each !== undefined)];
    if (all.length < byLeg.length) return [];
    return [
      {
        ...offer,
        price: { ...offer.price, amount: all.reduce((sum, each) => sum + each.price.amount, 0) },
        seatsLeft: Math.min(...all.map((each) => each.seatsLeft)),
      },
    ];
  });
}
