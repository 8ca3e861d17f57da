import type { Sql } from "@railbooker/runtime/database";
import { withPlatforms } from "./platforms.js";
import { parseRunId, type ReportedPlatform, type Run, type RunCall, runIdOf } from "./run.js";
import { serviceDayStart } from "./service-day.js";

interface RunRow {
  train_id: string;
  date: string;
  number: string;
  name: string;
  category: string;
  route_type: number;
  time_zone: string;
  status: Run["status"] | null;
  delay_minutes: number | null;
  platforms: ReportedPlatform[] | null;
  calls: CallRow[];
}

/** A call as its column values in this order, which keeps the JSON small. */
type CallRow = [
  locationId: string,
  name: string,
  timeZone: string,
  arrival: number,
  departure: number,
  platform: string | null,
  pickup: boolean,
  dropOff: boolean,
  distanceKm: number,
];

const RUNS = `
  SELECT wanted.train_id, wanted.date::text AS date, t.number, t.name, t.category, t.route_type, tt.time_zone,
         rs.status, rs.delay_minutes, rs.platforms, calls.list AS calls
  FROM unnest($1::text[], $2::date[], $3::text[]) AS wanted (train_id, date, run_id)
  JOIN trains t ON t.id = wanted.train_id
  JOIN timetables tt ON tt.id = t.timetable_id
  JOIN service_dates s ON s.timetable_id = t.timetable_id AND s.service = t.service AND s.date = wanted.date
  LEFT JOIN run_status rs ON rs.run_id = wanted.run_id
  CROSS JOIN LATERAL (
    SELECT json_agg(json_build_array(c.location_id, l.name, l.time_zone, c.arrival_seconds, c.departure_seconds,
                                     c.platform, c.pickup, c.drop_off, c.distance_km) ORDER BY c.position) AS list
    FROM calls c JOIN locations l ON l.id = c.location_id
    WHERE c.train_id = t.id
  ) AS calls`;

/** The runs that the timetable knows, by id and in one query; unknown and malformed ids are left out. */
export async function findRuns(sql: Sql, runIds: readonly string[]): Promise<Map<string, Run>> {
  const wanted = [...new Set(runIds)].flatMap((runId) => parseRunId(runId) ?? []);
  if (wanted.length === 0) return new Map();
  const rows = await sql.rows<RunRow>(RUNS, [
    wanted.map((run) => run.trainId),
    wanted.map((run) => run.serviceDate),
    wanted.map(runIdOf),
  ]);
  return new Map(rows.map(toRun).map((run) => [run.runId, run]));
}

export async function findRun(sql: Sql, runId: string): Promise<Run | undefined> {
  return (await findRuns(sql, [runId])).get(runId);
}

function toRun(row: RunRow): Run {
  const start = serviceDayStart(row.date, row.time_zone);
  return {
    runId: runIdOf({ trainId: row.train_id, serviceDate: row.date }),
    train: { number: row.number, name: row.name },
    category: row.category,
    routeType: row.route_type,
    serviceDate: row.date,
    status: row.status ?? "scheduled",
    delayMinutes: row.delay_minutes ?? 0,
    calls: withPlatforms(
      row.calls.map((call, position) => toCall(call, position, start)),
      row.platforms ?? [],
    ),
  };
}

function toCall(call: CallRow, position: number, start: number): RunCall {
  const [id, name, timeZone, arrival, departure, platform, pickup, dropOff, distanceKm] = call;
  return {
    position,
    location: { id, name, timeZone },
    arrival: new Date((start + arrival) * 1000),
    departure: new Date((start + departure) * 1000),
    ...(platform === null ? {} : { platform }),
    pickup,
    dropOff,
    distanceKm,
  };
}
