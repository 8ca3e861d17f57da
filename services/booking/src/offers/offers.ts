import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import type { Route } from "@railbooker/runtime/routes";
import { remembered } from "../cache/remembered.js";
import type { OffersFor } from "../timetable/offers.js";
import { createOffers } from "./create-offers.js";
import type { OccupancyOf } from "./occupancy.js";
import { tariffRoutes } from "./tariff-routes.js";
import { currentTariff } from "./tariff-store.js";

export interface OffersFeatureDeps {
  sql: Sql;
  clock: Clock;
  occupancyOf: OccupancyOf;
}

/** Prices in lists may be so old; a hold asks for the true one. */
const tariffMaxAgeMs = 2000;

/** What a leg costs and how much of it is left, and the tariff behind it. */
export function createOffersFeature({ sql, clock, occupancyOf }: OffersFeatureDeps): {
  routes: Route[];
  offersFor: OffersFor;
} {
  return {
    routes: tariffRoutes({ sql, clock }),
    offersFor: createOffers({
      occupancyOf,
      tariff: remembered(async () => (await currentTariff(sql)).tariff, clock, tariffMaxAgeMs),
      clock,
    }),
  };
}
