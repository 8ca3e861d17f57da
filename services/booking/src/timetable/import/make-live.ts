import { searchName } from "../../locations/search-name.js";
import { dateOfDay } from "./calendar.js";
import type { Feed, FeedStop } from "./feed.js";
import { FeedError } from "./feed-error.js";
import type { Transfer } from "./read-transfers.js";
import type { Services } from "./services.js";
import type { StagedTrains } from "./stage-trains.js";
import type { Staging } from "./staging-store.js";

export interface LiveInput {
  feed: Feed;
  feedName: string;
  validFrom: string;
  validTo: string;
  now: Date;
  services: Services;
  trains: StagedTrains;
  stations: ReadonlyMap<string, FeedStop>;
  transfers: readonly Transfer[];
}

export interface LiveCounts {
  timetableId: string;
  locations: number;
  serviceDates: number;
  transfers: number;
}

/**
 * Puts what is staged in the place of the feed's former timetable. Readers see the old one until the commit and the new one after it.
 * @throws FeedError on a station at which trains call and that has no name or no place.
 */
export async function makeLive(staging: Staging, input: LiveInput): Promise<LiveCounts> {
  const { sql } = staging;
  // What is left out is mostly little, and much else becomes simple without it.
  await sql.rows("DELETE FROM import_ordered WHERE trip NOT IN (SELECT trip FROM import_trains)");
  await removeFormer(sql, input.feedName);
  const timetableId = await insertTimetable(sql, input);
  await sql.rows(
    `INSERT INTO trains (id, timetable_id, number, name, category, route_type, headsign, service)
     SELECT id, $1, number, name, category, route_type, headsign, service FROM import_trains`,
    [timetableId],
  );
  await sql.rows(`
    INSERT INTO calls (train_id, position, location_id, arrival_seconds, departure_seconds, platform, pickup, drop_off, distance_km)
    SELECT t.id, o.position, s.location, o.arrival + t.shift, o.departure + t.shift, s.platform, o.pickup, o.drop_off,
           round(o.km * 10) / 10
      FROM import_trains t JOIN import_ordered o USING (trip) JOIN import_stops s USING (stop)`);
  const locations = await insertLocations(staging, input);
  const serviceDates = await insertServiceDates(staging, timetableId, input);
  const transfers = await insertTransfers(staging, timetableId, input.transfers);
  // Without it the planner goes by the old timetable's figures until autovacuum comes round.
  await sql.rows("ANALYZE locations, trains, calls, service_dates");
  return { timetableId, locations, serviceDates, transfers };
}

async function removeFormer(sql: Staging["sql"], feedName: string): Promise<void> {
  const former = "(SELECT id FROM timetables WHERE feed = $1)";
  await sql.rows("UPDATE timetables SET live = false WHERE feed = $1 AND live", [feedName]);
  await sql.rows(`DELETE FROM calls USING trains t WHERE t.id = train_id AND t.timetable_id IN ${former}`, [
    feedName,
  ]);
  for (const table of ["trains", "service_dates", "transfers"])
    await sql.rows(`DELETE FROM ${table} WHERE timetable_id IN ${former}`, [feedName]);
  await sql.rows("DELETE FROM locations WHERE feed = $1", [feedName]);
}

async function insertTimetable(sql: Staging["sql"], input: LiveInput): Promise<string> {
  const { feed, feedName, validFrom, validTo, now, trains } = input;
  const longest = trains.shifted
    ? "SELECT max(o.departure + t.shift) FROM import_ordered o JOIN import_trains t USING (trip)"
    : "SELECT max(departure) FROM import_ordered";
  const [row] = await sql.rows<{ id: string }>(
    `INSERT INTO timetables (feed, live, valid_from, valid_to, time_zone, max_seconds, imported_at)
     VALUES ($1, true, $2, $3, $4, (${longest}), $5) RETURNING id::text`,
    [feedName, validFrom, validTo, feed.timeZone, now],
  );
  if (row === undefined) throw new Error("the new timetable was not given an id");
  return row.id;
}

const locationColumns = [
  "id",
  "feed",
  "name",
  "search_name",
  "code",
  "latitude",
  "longitude",
  "time_zone",
  "size",
];

async function insertLocations(
  { sql, copyInto }: Staging,
  { feed, feedName, stations }: LiveInput,
): Promise<number> {
  const sizes = await sql.rows<{ location: string; size: number }>(
    `SELECT s.location, sum(o.size)::int AS size
       FROM (SELECT stop, count(*) AS size FROM import_ordered GROUP BY stop) AS o JOIN import_stops s USING (stop)
      GROUP BY s.location`,
  );
  const stopIds = new Map([...feed.stops].map(([stopId, stop]) => [stop, stopId]));
  const copy = copyInto("locations", locationColumns);
  for (const { location, size } of sizes) {
    const station = stations.get(location) as FeedStop;
    const { name, code, latitude, longitude, timeZone } = station;
    const stopId = stopIds.get(station) ?? location;
    if (name === "" || !(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180))
      throw new FeedError(
        `stops.txt: stop "${stopId}" has the name "${name}" and lies at ${latitude}, ${longitude}; trains call there, so it needs both.`,
      );
    const search = searchName([name, ...(feed.translations.get(stopId) ?? []), code]);
    await copy.write([
      location,
      feedName,
      name,
      search,
      code || null,
      latitude,
      longitude,
      timeZone || feed.timeZone,
      size,
    ]);
  }
  await copy.end();
  return sizes.length;
}

async function insertServiceDates(
  { copyInto }: Staging,
  timetableId: string,
  { services, trains }: LiveInput,
): Promise<number> {
  const copy = copyInto("service_dates", ["timetable_id", "service", "date"]);
  const dates = new Map<number, string>();
  let count = 0;
  for (const service of trains.services)
    for (const day of services.daysOf(service)) {
      const date = dates.get(day) ?? dateOfDay(day);
      dates.set(day, date);
      await copy.write([timetableId, service, date]);
      count += 1;
    }
  await copy.end();
  return count;
}

async function insertTransfers(
  { sql, copyInto }: Staging,
  timetableId: string,
  transfers: readonly Transfer[],
): Promise<number> {
  const columns = [
    "timetable_id",
    "from_location",
    "to_location",
    "from_train",
    "to_train",
    "type",
    "min_seconds",
  ];
  const copy = copyInto("transfers", columns);
  for (const { from, to, fromTrain, toTrain, type, minSeconds } of transfers)
    await copy.write([timetableId, from, to, fromTrain, toTrain, type, minSeconds]);
  await copy.end();
  // Stations at which no train calls are no locations.
  await sql.rows(
    `DELETE FROM transfers x WHERE timetable_id = $1
        AND NOT (EXISTS (SELECT 1 FROM locations WHERE id = x.from_location) AND EXISTS (SELECT 1 FROM locations WHERE id = x.to_location))`,
    [timetableId],
  );
  const [left] = await sql.rows<{ count: number }>(
    "SELECT count(*)::int AS count FROM transfers WHERE timetable_id = $1",
    [timetableId],
  );
  return left?.count ?? 0;
}
