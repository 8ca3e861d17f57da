import type { Sql } from "@railbooker/runtime/database";
import type { Feed } from "./feed.js";
import type { Tally } from "./report.js";

const EARTH_RADIUS_KM = 6371;
const TRACK_PER_GREAT_CIRCLE = 1.25;

/** Track kilometres between two neighbouring calls: great circle × 1.25. */
const KM = `
  ${2 * EARTH_RADIUS_KM * TRACK_PER_GREAT_CIRCLE} * asin(least(1, sqrt(
    sin(radians(latitude - last_latitude) / 2) ^ 2
    + cos(radians(last_latitude)) * cos(radians(latitude)) * sin(radians(longitude - last_longitude) / 2) ^ 2)))`;

/**
 * Makes the temporary table `import_ordered` of `import_calls`: positions from 0 without gaps, kilometres from the first call,
 * and what the call before says of time and sequence, by which the order is judged.
 */
export async function orderCalls(sql: Sql): Promise<void> {
  await sql.rows("ANALYZE import_calls");
  await sql.rows(`
    CREATE TEMP TABLE import_ordered ON COMMIT DROP AS
    SELECT trip, stop, position, arrival, departure, pickup, drop_off, record, sequence, last_sequence, last_departure,
           sum(CASE WHEN latitude IS NULL OR last_latitude IS NULL THEN 0 ELSE ${KM} END) OVER (PARTITION BY trip ORDER BY sequence, record) AS km
      FROM (SELECT c.*, s.latitude, s.longitude, (row_number() OVER calls - 1)::int AS position,
                   lag(sequence) OVER calls AS last_sequence, lag(departure) OVER calls AS last_departure,
                   lag(latitude) OVER calls AS last_latitude, lag(longitude) OVER calls AS last_longitude
              FROM import_calls c JOIN import_stops s USING (stop)
            WINDOW calls AS (PARTITION BY trip ORDER BY sequence, record)) AS neighbours`);
  await sql.rows("DROP TABLE import_calls");
}

/** Fills blank times evenly between the calls around them, in whole minutes. At either end of a trip they stay blank. */
export async function fillTimes(sql: Sql): Promise<void> {
  const blank = await sql.rows("SELECT 1 FROM import_ordered WHERE arrival IS NULL LIMIT 1");
  if (blank.length === 0) return;
  await sql.rows(`
    CREATE TEMP TABLE import_blank ON COMMIT DROP AS
    SELECT trip, position, arrival IS NULL AS blank, departure,
           since + (until - since) * step / (steps + 1) / 60 * 60 AS filled
      FROM (SELECT *, first_value(departure) OVER gap AS since, row_number() OVER gap - 1 AS step,
                   count(*) OVER (PARTITION BY trip, after) - 1 AS steps,
                   first_value(arrival) OVER (PARTITION BY trip, before ORDER BY position DESC) AS until
              FROM (SELECT *, count(arrival) OVER (PARTITION BY trip ORDER BY position) AS after,
                           count(arrival) OVER (PARTITION BY trip ORDER BY position DESC) AS before
                      FROM import_ordered
                     WHERE trip IN (SELECT trip FROM import_ordered WHERE arrival IS NULL)) AS counted
            WINDOW gap AS (PARTITION BY trip, after ORDER BY position)) AS gaps`);
  await sql.rows(`
    UPDATE import_ordered o SET arrival = b.filled, departure = b.filled
      FROM import_blank b WHERE b.blank AND b.trip = o.trip AND b.position = o.position`);
  await sql.rows(`
    UPDATE import_ordered o SET last_departure = CASE WHEN b.blank THEN b.filled ELSE b.departure END
      FROM import_blank b WHERE b.trip = o.trip AND b.position = o.position - 1`);
}

/** Trips, by index, whose calls cannot be used; each is counted with the row where it shows. */
export async function badTrips(sql: Sql, feed: Feed, tally: Tally): Promise<Set<number>> {
  const rows = await sql.rows<{ trip: number; reason: string; record: number }>(`
    SELECT DISTINCT ON (trip) trip, record,
           CASE WHEN arrival IS NULL THEN 'trips without a time at their first or last call'
                WHEN arrival < 0 OR departure < 0 THEN 'trips with a malformed time'
                WHEN sequence = last_sequence THEN 'trips with two calls at one place in the sequence'
                ELSE 'trips whose times run backwards' END AS reason
      FROM import_ordered
     WHERE arrival IS NULL OR arrival < 0 OR departure < arrival OR arrival < last_departure OR sequence = last_sequence
     ORDER BY trip, position`);
  if (rows.length === 0) return new Set();
  const ids = [...feed.trips.keys()];
  for (const { trip, reason, record } of rows)
    tally.add(reason, "stop_times.txt", record, `trip ${ids[trip]}`);
  return new Set(rows.map(({ trip }) => trip));
}
