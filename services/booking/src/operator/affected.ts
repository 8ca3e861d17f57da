import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import type { RideEnd, TravellersOf } from "../timetable/live/change-run.js";
import { callAt } from "../timetable/live/report-platform.js";
import { noSuchRun } from "../timetable/run-errors.js";
import { findRun } from "../timetable/run-store.js";

export interface AffectedDeps {
  sql: Sql;
  clock: Clock;
  travellersOf: TravellersOf;
}

/**
 * How many would be told if the run were reported late or cancelled now, or, with a location, if its platform there were.
 * @throws AppError 404 `no-such-run`, 422 `no-such-call`
 */
export function countAffected({ sql, clock, travellersOf }: AffectedDeps) {
  return async (
    runId: string,
    at: Partial<RideEnd> = {},
  ): Promise<{ travellers: number; bookings: number }> => {
    const run = await findRun(sql, runId);
    if (run === undefined) throw noSuchRun(runId);
    const after = new Date(clock().getTime() - run.delayMinutes * 60_000);
    const { location } = at;
    const { end } = location === undefined ? {} : callAt(run, { ...at, location });
    const travellers = await travellersOf(sql, runId, after, end);
    const references = travellers.flatMap(({ bookings }) => bookings.map(({ reference }) => reference));
    return { travellers: travellers.length, bookings: new Set(references).size };
  };
}
