import type { Sql } from "@railbooker/runtime/database";
import { runIdOf } from "./run.js";
import { type CandidateDay, candidateDays } from "./service-day.js";
import { type TimeBound, windowOf } from "./time-bound.js";
import type { LiveTimetable } from "./timetable-store.js";

/** A direct ride: positions of its calls and its time on the axis that was asked for. */
export interface FoundRide {
  runId: string;
  fromPosition: number;
  toPosition: number;
  at: Date;
}

interface RideRow {
  train_id: string;
  date: string;
  from_position: number;
  to_position: number;
  at: string;
}

/** Picks a ride as findLeg in run.ts does. `axis` and `direction` are words of this file, never of a request. */
const rides = (axis: "departure" | "arrival", direction: "ASC" | "DESC") => `
  WITH rides AS MATERIALIZED (
    SELECT DISTINCT ON (a.train_id) a.train_id, a.position AS from_position, b.position AS to_position,
           a.departure_seconds, b.arrival_seconds
    FROM calls a JOIN calls b ON b.train_id = a.train_id AND b.position > a.position
    WHERE a.location_id = $1 AND a.pickup AND b.location_id = $2 AND b.drop_off
    ORDER BY a.train_id, b.position, a.position DESC
  )
  SELECT r.train_id, s.date::text AS date, r.from_position, r.to_position, day.start + r.${axis}_seconds AS at
  FROM rides r
  JOIN trains t ON t.id = r.train_id
  JOIN unnest($3::bigint[], $4::date[], $5::bigint[]) AS day (timetable_id, date, start)
    ON day.timetable_id = t.timetable_id
  JOIN service_dates s ON s.timetable_id = t.timetable_id AND s.service = t.service AND s.date = day.date
  WHERE day.start + r.${axis}_seconds BETWEEN $6::bigint AND $7::bigint
  ORDER BY day.start + r.${axis}_seconds ${direction}
  FETCH FIRST ($8::int) ROWS WITH TIES`;

/**
 * The direct rides nearest to the bound within 24 hours of it, nearest first: at least `limit` where there are so many,
 * and all that share the last one's time.
 */
export async function findRides(
  sql: Sql,
  timetables: readonly LiveTimetable[],
  fromId: string,
  toId: string,
  bound: TimeBound,
  limit: number,
): Promise<FoundRide[]> {
  const { from, to } = windowOf(bound);
  const [fromSeconds, toSeconds] = [from.getTime() / 1000, to.getTime() / 1000];
  const days = candidateDays(timetables, fromSeconds, toSeconds);
  const rows = await sql.rows<RideRow>(rides(bound.axis, bound.order === "after" ? "ASC" : "DESC"), [
    fromId,
    toId,
    ...dayColumns(days),
    fromSeconds,
    toSeconds,
    limit,
  ]);
  return rows.map((row) => ({
    runId: runIdOf({ trainId: row.train_id, serviceDate: row.date }),
    fromPosition: row.from_position,
    toPosition: row.to_position,
    at: new Date(Number(row.at) * 1000),
  }));
}

/** Candidate days as the three arrays that unnest takes. */
export function dayColumns(days: readonly CandidateDay[]): [string[], string[], number[]] {
  return [days.map((day) => day.timetableId), days.map((day) => day.date), days.map((day) => day.start)];
}
