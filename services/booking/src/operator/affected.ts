import type { AffectedTraveller } from "@railbooker/events/train-events";
import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import { noSuchRun } from "../timetable/run-errors.js";
import { findRun } from "../timetable/run-store.js";

export interface AffectedDeps {
  sql: Sql;
  clock: Clock;
  /** Everybody who is told when the run changes; bookings know. */
  travellersOf: (sql: Sql, runId: string, after: Date) => Promise<AffectedTraveller[]>;
}

/** How many would be told if the run were reported late or cancelled now. @throws AppError 404 `no-such-run`. */
export function countAffected({ sql, clock, travellersOf }: AffectedDeps) {
  return async (runId: string): Promise<{ travellers: number; bookings: number }> => {
    const run = await findRun(sql, runId);
    if (run === undefined) throw noSuchRun(runId);
    const after = new Date(clock().getTime() - run.delayMinutes * 60_000);
    const travellers = await travellersOf(sql, runId, after);
    const references = travellers.flatMap(({ bookings }) => bookings.map(({ reference }) => reference));
    return { travellers: travellers.length, bookings: new Set(references).size };
  };
}
