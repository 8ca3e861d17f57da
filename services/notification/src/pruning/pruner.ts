import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import type { Logger } from "@railbooker/runtime/logger";
import { type Repeated, repeat } from "@railbooker/runtime/repeat";
import { type PrunedTable, pruneBatch } from "./prune-store.js";

/** In days. What tells a repeat (inbox, mails) is kept longer than the bus can replay, which is days. */
export interface Retention {
  inbox: number;
  mails: number;
  notifications: number;
}

export interface PrunerOptions {
  sql: Sql;
  clock: Clock;
  log: Logger;
  retention: Retention;
  /** For metrics. */
  observe: (table: string, rows: number) => void;
  everyMs?: number;
  batch?: number;
}

const hourMs = 3_600_000;
/** A run's state and a booking's version matter while tickets are sold for it, which is months. */
const stateDays = 400;

/** Keeps the tables bounded. */
export function createPruner(options: PrunerOptions): Repeated {
  const { sql, clock, log, retention, observe, everyMs = hourMs, batch = 1000 } = options;
  const days: Record<PrunedTable, number> = {
    ...retention,
    reminders: retention.mails,
    reminded_bookings: stateDays,
    run_states: stateDays,
  };
  return repeat({
    everyMs,
    log,
    what: "deleting old rows",
    round: async (stopping) => {
      for (const [table, keptDays] of Object.entries(days) as [PrunedTable, number][]) {
        const before = new Date(clock().getTime() - keptDays * 24 * hourMs);
        for (let gone = batch; gone === batch && !stopping(); ) {
          gone = await pruneBatch(sql, table, before, batch);
          if (gone > 0) observe(table, gone);
        }
      }
    },
  });
}
