import type { Sql } from "@railbooker/runtime/database";
import { type Run, type RunCall, runIdOf } from "./run.js";
import { findRuns } from "./run-store.js";
import { candidateDays, dayColumns } from "./service-day.js";
import { WINDOW_MS } from "./time-bound.js";
import { liveTimetables } from "./timetable-store.js";

export interface Departure {
  run: Run;
  call: RunCall;
}

const DEPARTURES = `
  SELECT c.train_id, s.date::text AS date, c.position
  FROM calls c
  JOIN trains t ON t.id = c.train_id
  JOIN unnest($2::bigint[], $3::date[], $4::bigint[]) AS day (timetable_id, date, start)
    ON day.timetable_id = t.timetable_id
  JOIN service_dates s ON s.timetable_id = t.timetable_id AND s.service = t.service AND s.date = day.date
  LEFT JOIN run_status rs ON rs.run_id = t.id || '.' || s.date AND rs.delay_minutes > 0
  WHERE c.location_id = $1 AND c.pickup
    AND day.start + c.departure_seconds <= $6::bigint
    AND day.start + c.departure_seconds + coalesce(rs.delay_minutes, 0) * 60 >= $5::bigint
    AND EXISTS (SELECT 1 FROM calls n WHERE n.train_id = c.train_id AND n.position > c.position AND n.drop_off)
  ORDER BY day.start + c.departure_seconds, t.name
  LIMIT $7`;

/**
 * The next runs that can be boarded at a location, for 24 hours from `from`, in order of their scheduled departure; first those
 * that should have left before and are late.
 */
export async function findDepartures(
  sql: Sql,
  locationId: string,
  from: Date,
  limit: number,
): Promise<Departure[]> {
  const first = Math.ceil(from.getTime() / 1000);
  const last = first + WINDOW_MS / 1000;
  const earliest = first - (await longestDelaySeconds(sql, from));
  const days = candidateDays(await liveTimetables(sql), earliest, last);
  const rows = await sql.rows<{ train_id: string; date: string; position: number }>(DEPARTURES, [
    locationId,
    ...dayColumns(days),
    first,
    last,
    limit,
  ]);
  const ids = rows.map((row) => runIdOf({ trainId: row.train_id, serviceDate: row.date }));
  const runs = await findRuns(sql, ids);
  return rows.flatMap((row, index) => {
    const run = runs.get(ids[index] ?? "");
    const call = run?.calls[row.position];
    return run === undefined || call === undefined ? [] : [{ run, call }];
  });
}

/** Of what was reported in the last days: older delays are history. */
async function longestDelaySeconds(sql: Sql, now: Date): Promise<number> {
  const [row] = await sql.rows<{ minutes: number | null }>(
    "SELECT max(delay_minutes) AS minutes FROM run_status WHERE updated_at > $1::timestamptz - interval '4 days'",
    [now],
  );
  return (row?.minutes ?? 0) * 60;
}
