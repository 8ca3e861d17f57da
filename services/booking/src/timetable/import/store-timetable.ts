import type { Sql } from "@railbooker/runtime/database";
import type { Timetable } from "./rows.js";

const BATCH = 5000;

/** Column name, Postgres type, and how to get the value of a row. */
type Column<T> = readonly [name: string, type: string, value: (row: T) => unknown];

/** One INSERT for each batch, a column an array, so that the text of the statement stays small. */
async function insertAll<T>(
  sql: Sql,
  table: string,
  rows: readonly T[],
  columns: readonly Column<T>[],
): Promise<void> {
  const names = columns.map(([name]) => name).join(", ");
  const arrays = columns.map(([, type], index) => `$${index + 1}::${type}[]`).join(", ");
  for (let start = 0; start < rows.length; start += BATCH) {
    const batch = rows.slice(start, start + BATCH);
    await sql.rows(
      `INSERT INTO ${table} (${names}) SELECT * FROM unnest(${arrays})`,
      columns.map(([, , value]) => batch.map(value)),
    );
  }
}

/** Ids that other feeds hold, which this one must not take. */
export async function idsOfOtherFeeds(
  sql: Sql,
  feed: string,
): Promise<{ locations: Set<string>; trains: Set<string> }> {
  const locations = await sql.rows<{ id: string }>("SELECT id FROM locations WHERE feed <> $1", [feed]);
  const trains = await sql.rows<{ id: string }>(
    "SELECT t.id FROM trains t JOIN timetables tt ON tt.id = t.timetable_id WHERE tt.feed <> $1",
    [feed],
  );
  return {
    locations: new Set(locations.map(({ id }) => id)),
    trains: new Set(trains.map(({ id }) => id)),
  };
}

/** One import at a time; the lock goes with the transaction. */
export async function lockImports(sql: Sql): Promise<void> {
  await sql.rows("SELECT pg_advisory_xact_lock(hashtext('timetable-import'))");
}

/**
 * Puts the timetable in the place of the feed's former one; gives its id. Call it in a transaction: readers see the old
 * timetable until the commit and the new one after it.
 */
export async function storeTimetable(sql: Sql, timetable: Timetable, now: Date): Promise<string> {
  const { feed, validFrom, validTo, timeZone, maxSeconds } = timetable;
  await sql.rows("UPDATE timetables SET live = false WHERE feed = $1 AND live", [feed]);
  await sql.rows("DELETE FROM trains USING timetables tt WHERE tt.id = timetable_id AND tt.feed = $1", [
    feed,
  ]);
  await sql.rows(
    "DELETE FROM service_dates USING timetables tt WHERE tt.id = timetable_id AND tt.feed = $1",
    [feed],
  );
  await sql.rows("DELETE FROM locations WHERE feed = $1", [feed]);
  const [row] = await sql.rows<{ id: string }>(
    `INSERT INTO timetables (feed, live, valid_from, valid_to, time_zone, max_seconds, imported_at)
     VALUES ($1, true, $2, $3, $4, $5, $6) RETURNING id::text`,
    [feed, validFrom, validTo, timeZone, maxSeconds, now],
  );
  if (row === undefined) throw new Error("the new timetable was not given an id");
  await insertRows(sql, timetable, row.id);
  // Without it the planner goes by the old timetable's figures until autovacuum comes round.
  await sql.rows("ANALYZE locations, trains, calls, service_dates");
  return row.id;
}

async function insertRows(sql: Sql, timetable: Timetable, timetableId: string): Promise<void> {
  await insertAll(sql, "locations", timetable.locations, [
    ["id", "text", (l) => l.id],
    ["feed", "text", () => timetable.feed],
    ["name", "text", (l) => l.name],
    ["search_name", "text", (l) => l.searchName],
    ["code", "text", (l) => l.code],
    ["latitude", "float8", (l) => l.latitude],
    ["longitude", "float8", (l) => l.longitude],
    ["time_zone", "text", (l) => l.timeZone],
    ["size", "int", (l) => l.size],
  ]);
  await insertAll(sql, "trains", timetable.trains, [
    ["id", "text", (t) => t.id],
    ["timetable_id", "bigint", () => timetableId],
    ["number", "text", (t) => t.number],
    ["name", "text", (t) => t.name],
    ["category", "text", (t) => t.category],
    ["route_type", "int", (t) => t.routeType],
    ["headsign", "text", (t) => t.headsign],
    ["service", "text", (t) => t.service],
  ]);
  await insertAll(sql, "calls", timetable.calls, [
    ["train_id", "text", (c) => c.trainId],
    ["position", "int", (c) => c.position],
    ["location_id", "text", (c) => c.locationId],
    ["arrival_seconds", "int", (c) => c.arrival],
    ["departure_seconds", "int", (c) => c.departure],
    ["platform", "text", (c) => c.platform],
    ["pickup", "bool", (c) => c.pickup],
    ["drop_off", "bool", (c) => c.dropOff],
    ["distance_km", "float8", (c) => c.distanceKm],
  ]);
  await insertAll(sql, "service_dates", timetable.serviceDates, [
    ["timetable_id", "bigint", () => timetableId],
    ["service", "text", (s) => s.service],
    ["date", "date", (s) => s.date],
  ]);
}
