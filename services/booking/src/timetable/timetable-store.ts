import type { Sql } from "@railbooker/runtime/database";
import { AppError } from "@railbooker/runtime/errors";
import { addDays, type DatedTimetable, dateAt } from "./service-day.js";

export interface LiveTimetable extends DatedTimetable {
  feed: string;
  /** First and last service date, YYYY-MM-DD. */
  validFrom: string;
  validTo: string;
}

export async function liveTimetables(sql: Sql): Promise<LiveTimetable[]> {
  return await sql.rows<LiveTimetable>(
    `SELECT id::text, feed, time_zone AS "timeZone", max_seconds AS "maxSeconds",
            valid_from::text AS "validFrom", valid_to::text AS "validTo"
     FROM timetables WHERE live ORDER BY id`,
  );
}

export function covers(timetables: readonly LiveTimetable[], instant: Date): boolean {
  return timetables.some(({ timeZone, validFrom, validTo }) => {
    const date = dateAt(instant.getTime() / 1000, timeZone);
    return date >= validFrom && date <= validTo;
  });
}

/** @throws AppError `no-timetable` (422) saying what the timetable covers. */
export function assertCovered(timetables: readonly LiveTimetable[], instant: Date): void {
  if (covers(timetables, instant)) return;
  const [first] = timetables;
  const spans = timetables.map(({ validFrom, validTo }) => `${validFrom} to ${validTo}`).join(", ");
  const asked = dateAt(instant.getTime() / 1000, first?.timeZone ?? "UTC");
  throw new AppError({
    kind: "refused",
    code: "no-timetable",
    message:
      first === undefined
        ? "No timetable is loaded yet, so there are no trains to search."
        : `The timetable covers ${spans}; ${asked} lies outside it. Please choose a date within.`,
    extra: { covers: timetables.map(({ validFrom, validTo }) => ({ from: validFrom, to: validTo })), asked },
  });
}

/** Whether a new timetable should be imported: there is none, or the last one ends within `days` days. */
export async function timetableNeeded(sql: Sql, now: Date, days: number): Promise<boolean> {
  const limit = addDays(now.toISOString().slice(0, 10), days);
  return !(await liveTimetables(sql)).some(({ validTo }) => validTo >= limit);
}
