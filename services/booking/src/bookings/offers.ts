import type { ServiceClass } from "@railbooker/events/booking-shape";
import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import { countInUse } from "../seating/claim-store.js";
import type { FormationFor } from "../seating/formation.js";
import type { OffersFor } from "../timetable/offers.js";
import { fares, priceFor } from "./fares.js";

const classes: ServiceClass[] = ["second", "first"];

/** Prices and seats left for the legs of a whole page, with one question to the database. */
export function createOffers(sql: Sql, formationFor: FormationFor, clock: Clock): OffersFor {
  return async (legs, passengers) => {
    const stretches = legs.map((leg) => ({
      runId: leg.run.runId,
      fromPosition: leg.fromPosition,
      toPosition: leg.toPosition,
    }));
    const runs = legs.map((leg) => leg.run);
    const [inUse, formations] = await Promise.all([
      countInUse(sql, stretches, clock()),
      formationFor(sql, runs),
    ]);
    return legs.map((leg, index) => {
      const coaches = formations[index] ?? [];
      return classes.flatMap((serviceClass) => {
        const seats = coaches
          .filter((coach) => coach.serviceClass === serviceClass)
          .reduce((sum, coach) => sum + coach.seats.length, 0);
        if (seats === 0) return [];
        const seatsLeft =
          leg.run.status === "cancelled" ? 0 : Math.max(0, seats - (inUse[index]?.get(serviceClass) ?? 0));
        return fares.map((fare) => {
          const single = priceFor(leg.distanceKm, serviceClass, fare);
          return { serviceClass, fare, price: { ...single, amount: single.amount * passengers }, seatsLeft };
        });
      });
    });
  };
}
