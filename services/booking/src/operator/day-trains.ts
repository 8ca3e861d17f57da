import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import { type Run, runIdOf } from "../timetable/run.js";
import { findRuns } from "../timetable/run-store.js";
import { candidateDays } from "../timetable/service-day.js";
import { WINDOW_MS } from "../timetable/time-bound.js";
import { liveTimetables } from "../timetable/timetable-store.js";
import { findDayRuns } from "./day-run-store.js";

/** The seats of a run and how many of them are sold or held somewhere on its way. */
export interface Load {
  seats: number;
  inUse: number;
}

export interface DayTrain extends Load {
  run: Run;
  reason: string;
}

export interface DayTrainsQuery {
  /** Part of a train's name, number or destination. */
  q?: string;
  /** Late or cancelled ones only. */
  disturbed?: boolean;
  limit: number;
  offset: number;
}

export interface DayTrainsDeps {
  sql: Sql;
  clock: Clock;
  /** In the order asked. */
  loadsOf: (runs: readonly Run[]) => Promise<Load[]>;
}

/** Trains under way and those that leave within 24 hours, by departure; `more` where the list goes on. */
export function dayTrains({ sql, clock, loadsOf }: DayTrainsDeps) {
  return async (query: DayTrainsQuery): Promise<{ trains: DayTrain[]; more: boolean }> => {
    const from = Math.floor(clock().getTime() / 1000);
    const to = from + WINDOW_MS / 1000;
    const timetables = await liveTimetables(sql);
    // A late train may still be under way long after its service day: a day of grace covers the delays that are accepted.
    const days = candidateDays(timetables, from - WINDOW_MS / 1000, to);
    const rows = await findDayRuns(sql, days, { ...query, from, to, limit: query.limit + 1 });
    const shown = rows.slice(0, query.limit);
    const ids = shown.map(runIdOf);
    const known = await findRuns(sql, ids);
    const found = shown.flatMap(({ reason }, index) => {
      const run = known.get(ids[index] ?? "");
      return run === undefined ? [] : [{ run, reason }];
    });
    const loads = await loadsOf(found.map(({ run }) => run));
    const trains = found.map((train, index) => ({ ...train, ...(loads[index] ?? { seats: 0, inUse: 0 }) }));
    return { trains, more: rows.length > query.limit };
  };
}
