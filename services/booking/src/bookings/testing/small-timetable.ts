import type { Sql } from "@railbooker/runtime/database";

/** Trains `early` (10:00) and `late` (15:00 UTC) call every day at A, B, C and D, an hour and 100 km apart. */
export async function insertTimetable(sql: Sql): Promise<void> {
  await sql.rows(`
      INSERT INTO timetables (feed, live, valid_from, valid_to, time_zone, max_seconds, imported_at)
        VALUES ('small', true, current_date - 5, current_date + 90, 'UTC', 70000, now());
      INSERT INTO locations (id, feed, name, search_name, latitude, longitude, time_zone, size)
        SELECT id, 'small', id || 'stadt', '|' || lower(id) || '|', 50, 8, 'UTC', 1 FROM unnest(ARRAY['A', 'B', 'C', 'D']) AS id;
      INSERT INTO trains (id, timetable_id, number, name, category, route_type, headsign, service)
        SELECT train, id, number, 'ICE ' || number, 'ICE', 101, 'Dstadt', 's'
          FROM timetables, (VALUES ('early', '1'), ('late', '2')) AS t (train, number);
      INSERT INTO service_dates (timetable_id, service, date)
        SELECT id, 's', day::date FROM timetables, generate_series(current_date - 5, current_date + 90, interval '1 day') AS day;
      INSERT INTO calls (train_id, position, location_id, arrival_seconds, departure_seconds, pickup, drop_off, distance_km)
        SELECT train, p, (ARRAY['A', 'B', 'C', 'D'])[p + 1], start + p * 3600, start + p * 3600, p < 3, p > 0, p * 100
          FROM generate_series(0, 3) AS p, (VALUES ('early', 36000), ('late', 54000)) AS t (train, start)`);
}

/** The run of a train so many days from today. */
export function runOf(train: "early" | "late", daysAhead: number): string {
  const date = new Date(Date.now() + daysAhead * 86_400_000).toISOString().slice(0, 10);
  return `${train}.${date}`;
}
