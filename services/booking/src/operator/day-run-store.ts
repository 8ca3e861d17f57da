import type { Sql } from "@railbooker/runtime/database";
import type { RunName } from "../timetable/run.js";
import { type CandidateDay, dayColumns } from "../timetable/service-day.js";

export interface DayRunsQuery {
  /** Epoch seconds: not yet arrived at `from`, and leaving by `to`. */
  from: number;
  to: number;
  q?: string;
  disturbed?: boolean;
  limit: number;
  offset: number;
}

/** Runs of the days by their first departure, with the reason last reported. */
export function findDayRuns(
  sql: Sql,
  days: readonly CandidateDay[],
  { from, to, q = "", disturbed = false, limit, offset }: DayRunsQuery,
): Promise<(RunName & { reason: string })[]> {
  return sql.rows(
    `SELECT t.id AS "trainId", s.date::text AS "serviceDate", coalesce(rs.reason, '') AS reason
       FROM unnest($1::bigint[], $2::date[], $3::bigint[]) AS day (timetable_id, date, start)
       JOIN service_dates s ON s.timetable_id = day.timetable_id AND s.date = day.date
       JOIN trains t ON t.timetable_id = s.timetable_id AND t.service = s.service
       JOIN calls c ON c.train_id = t.id AND c.position = 0
      CROSS JOIN LATERAL (SELECT arrival_seconds FROM calls WHERE train_id = t.id ORDER BY position DESC LIMIT 1) AS last
       LEFT JOIN run_status rs ON rs.run_id = t.id || '.' || s.date
      WHERE day.start + c.departure_seconds <= $5::bigint
        AND day.start + last.arrival_seconds + coalesce(rs.delay_minutes, 0) * 60 >= $4::bigint
        AND ($6 = '' OR strpos(lower(t.name || ' ' || t.number || ' ' || t.headsign), lower($6)) > 0)
        AND (NOT $7::boolean OR rs.status = 'cancelled' OR rs.delay_minutes > 0)
      ORDER BY day.start + c.departure_seconds, t.name, t.id LIMIT $8 OFFSET $9`,
    [...dayColumns(days), from, to, q.trim(), disturbed, limit, offset],
  );
}
