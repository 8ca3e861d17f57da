import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import { coerceError } from "@railbooker/runtime/errors";
import type { Logger } from "@railbooker/runtime/logger";
import type { OffersFor } from "../offers.js";
import type { RunState } from "../run.js";
import { createLiveNetwork } from "./live-network.js";
import { createPlannerPool } from "./planner-pool.js";
import { rememberPlans } from "./remember-plans.js";
import { type SearchJourneys, searchJourneys } from "./search-journeys.js";

/** The search, as compose.ts starts it and features use it. */
export interface Journeys {
  searchWith(offersFor: OffersFor): SearchJourneys;
  /** The zone in which the network's timetable is written; undefined until one is loaded. */
  timeZone(): string | undefined;
  /** Takes what is new about a run into the next search. Other processes see it within a second. */
  runChanged(runId: string, live: RunState): void;
  /** Looks for a new timetable and for news of runs now. */
  refresh(): Promise<void>;
  /** Loads the timetable and keeps it as the database has it. */
  start(): Promise<void>;
  close(): Promise<void>;
}

export interface JourneyDeps {
  sql: Sql;
  inTransaction: InTransaction;
  clock: Clock;
  log: Logger;
  /** Threads that search. */
  threads: number;
}

const LOOK_EVERY_MS = 1000;
const DEADLINE_MS = 5000;
const LONGEST_QUEUE = 200;

export function createJourneys({ sql, inTransaction, clock, log, threads }: JourneyDeps): Journeys {
  const network = createLiveNetwork({
    ...{ sql, inTransaction, clock, log },
    createPool: ({ network: arrays }) =>
      rememberPlans(
        createPlannerPool(arrays, {
          size: threads,
          deadlineMs: DEADLINE_MS,
          longestQueue: LONGEST_QUEUE,
          log,
        }),
      ),
  });
  const stop = new AbortController();
  let looking = Promise.resolve();

  async function look(): Promise<void> {
    while (!stop.signal.aborted) {
      await sleep(LOOK_EVERY_MS, undefined, { signal: stop.signal, ref: false }).catch(() => undefined);
      if (stop.signal.aborted) return;
      await network
        .refresh()
        .catch((error: unknown) =>
          log.warn({ reason: coerceError(error).message }, "could not look for a new timetable"),
        );
    }
  }

  return {
    searchWith: (offersFor) => searchJourneys(network, offersFor, clock),
    timeZone: network.timeZone,
    runChanged: network.runChanged,
    refresh: network.refresh,
    start: async () => {
      await network.refresh();
      looking = look();
    },
    close: async () => {
      stop.abort();
      await looking;
      await network.close();
    },
  };
}
