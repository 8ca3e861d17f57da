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
  return { trains };
}
