import type { Sql } from "@railbooker/runtime/database";
import type { OracleNetwork } from "./csa.js";

/** The live timetables as rows, read in another way than the search reads them. */
export async function loadOracleNetwork(sql: Sql): Promise<OracleNetwork> {
  const trains = await sql.rows<OracleNetwork["trains"][number]>(`
    SELECT t.id, tt.time_zone AS "timeZone",
      (SELECT json_agg(s.date) FROM service_dates s WHERE s.timetable_id = tt.id AND s.service = t.service) AS dates,
      (SELECT json_agg(json_build_object('location', c.location_id, 'arrival', c.arrival_seconds,
         'departure', c.departure_seconds, 'pickup', c.pickup, 'dropOff', c.drop_off) ORDER BY c.position)
       FROM calls c WHERE c.train_id = t.id) AS calls
    FROM trains t JOIN timetables tt ON tt.id = t.timetable_id AND tt.live`);
  // For each pair of locations the longest time that any rule asks for; type 3 is null, for it cannot be done.
  const rules = await sql.rows<{ from: string; to: string; seconds: number | null }>(`
    SELECT from_location AS "from", to_location AS "to",
      CASE WHEN bool_or(type = 3) THEN NULL ELSE max(coalesce(min_seconds,
        CASE WHEN type = 1 AND from_location = to_location THEN 0 ELSE 300 END)) END AS seconds
    FROM transfers JOIN timetables tt ON tt.id = timetable_id AND tt.live
    WHERE type < 4 AND from_train IS NULL AND to_train IS NULL GROUP BY 1, 2`);
  return {
    trains,
    changes: new Map(
      rules.filter((rule) => rule.from === rule.to).map((rule) => [rule.from, rule.seconds ?? undefined]),
    ),
    walks: rules.flatMap(({ from, to, seconds }) =>
      from === to || seconds === null ? [] : [{ from, to, seconds }],
    ),
  };
}
