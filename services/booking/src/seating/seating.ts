import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import type { Logger } from "@railbooker/runtime/logger";
import type { Route } from "@railbooker/runtime/routes";
import type { Outbox } from "../outbox/outbox.js";
import { changeRollingStock } from "./change-rolling-stock.js";
import { type CreateHoldDeps, createHold } from "./create-hold.js";
import { startExpirySweeper } from "./expire-holds.js";
import type { FormationFor } from "./formation.js";
import { getHold, releaseHold } from "./release-hold.js";
import { rollingStockRoutes } from "./rolling-stock-routes.js";
import { findRollingStock } from "./rolling-stock-store.js";
import { getSeatMap } from "./seat-map.js";
import type { SeatNews } from "./seat-news.js";
import { seatingRoutes } from "./seating-routes.js";

export interface SeatingFeatureDeps {
  sql: Sql;
  inTransaction: InTransaction;
  outbox: Outbox;
  clock: Clock;
  log: Logger;
  news: SeatNews;
  formationFor: FormationFor;
  priceOf: CreateHoldDeps["priceOf"];
  holdMinutes: number;
}

/** The inventory: seat maps, holds, and the sweeper that ends them. */
export function createSeating(deps: SeatingFeatureDeps): {
  routes: Route[];
  startSweeper: () => { stop(): Promise<void> };
} {
  return {
    routes: [
      ...seatingRoutes({
        createHold: createHold({ ...deps, random: Math.random }),
        findHold: getHold(deps.sql, deps.clock),
        releaseHold: releaseHold(deps),
        seatMap: getSeatMap(deps.sql, deps.formationFor, deps.clock),
      }),
      ...rollingStockRoutes({
        find: () => findRollingStock(deps.sql),
        change: changeRollingStock(deps.inTransaction),
      }),
    ],
    startSweeper: () => startExpirySweeper(deps),
  };
}
