import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import type { Logger } from "@railbooker/runtime/logger";
import type { JobQueue } from "@railbooker/runtime/queue";
import type { Repeated } from "@railbooker/runtime/repeat";
import type { Route } from "@railbooker/runtime/routes";
import type { Outbox } from "../outbox/outbox.js";
import { changeRollingStock } from "./change-rolling-stock.js";
import { createHold } from "./create-hold.js";
import { expirySweeper } from "./expire-holds.js";
import { extendHold } from "./extend-hold.js";
import type { FormationFor } from "./formation.js";
import type { Hold } from "./hold.js";
import { createHoldTimer, type HoldJob } from "./hold-timer.js";
import { createKnownRuns } from "./known-runs.js";
import { createRecentTakes } from "./recent-takes.js";
import { getHold, releaseHold } from "./release-hold.js";
import { rollingStockRoutes } from "./rolling-stock-routes.js";
import { findRollingStock } from "./rolling-stock-store.js";
import { getSeatMap } from "./seat-map.js";
import type { SeatNews } from "./seat-news.js";
import { seatingRoutes } from "./seating-routes.js";
import type { TakeSeatsDeps } from "./take-seats.js";

export interface SeatingFeatureDeps {
  sql: Sql;
  inTransaction: InTransaction;
  /** For what holds seats. */
  sales: { sql: Sql; inTransaction: InTransaction };
  outbox: Outbox;
  clock: Clock;
  log: Logger;
  news: SeatNews;
  formationFor: FormationFor;
  priceOf: TakeSeatsDeps["priceOf"];
  holdMinutes: number;
  /** Seats that one user may have on one run; left out, there is no limit. */
  purchaseLimit?: number | undefined;
  /** Ends holds on time; without it the sweeper does, some seconds late. */
  queue?: JobQueue<HoldJob> | undefined;
}

/** The inventory: seat maps, holds, and what ends them. */
export function createSeating(deps: SeatingFeatureDeps): {
  routes: Route[];
  /** Ends holds at their time. */
  sweeper: Repeated;
  /** How seats are taken, for features that hold them for a traveller. */
  take: TakeSeatsDeps;
  /** To be called with each hold made that way, after the commit. */
  onHeld: (hold: Hold) => void;
} {
  const timer = createHoldTimer({ ...deps, queue: deps.queue });
  const sweeper = expirySweeper(deps);
  const { formationFor, priceOf, holdMinutes, purchaseLimit } = deps;
  const take: TakeSeatsDeps = {
    formationFor,
    priceOf,
    holdMinutes,
    purchaseLimit,
    recent: createRecentTakes(),
  };
  return {
    take,
    onHeld: timer.set,
    routes: [
      ...seatingRoutes({
        createHold: createHold({
          ...deps,
          ...deps.sales,
          ...take,
          known: createKnownRuns(),
          onHeld: timer.set,
        }),
        findHold: getHold(deps.sql, deps.clock),
        extendHold: extendHold({ ...deps, onExtended: timer.set }),
        releaseHold: releaseHold(deps),
        seatMap: getSeatMap(deps.sql, deps.formationFor, deps.clock),
      }),
      ...rollingStockRoutes({
        find: () => findRollingStock(deps.sql),
        change: changeRollingStock(deps.inTransaction),
      }),
    ],
    sweeper: {
      start: () => {
        timer.start();
        sweeper.start();
      },
      stop: sweeper.stop,
    },
  };
}
