import type { Feed, FeedStop } from "./feed.js";
import { FeedError } from "./feed-error.js";
import type { FeedSource } from "./feed-source.js";
import { readCalendar } from "./read-calendar.js";
import { type Row, readTable } from "./read-table.js";
import { parseTime } from "./times.js";

/** Told after each table, and every so many rows of a long one. */
export type Progress = (line: string) => void;

const PROGRESS_ROWS = 100_000;

/** @throws FeedError naming file and line of the first row that makes the feed unusable. */
export async function readFeed(source: FeedSource, progress: Progress): Promise<Feed> {
  const missing = ["agency.txt", "stops.txt", "routes.txt", "trips.txt", "stop_times.txt"].filter(
    (name) => !source.has(name),
  );
  if (missing.length > 0) throw new FeedError(`The feed lacks ${missing.join(", ")}; is this GTFS?`);
  if (!source.has("calendar.txt") && !source.has("calendar_dates.txt"))
    throw new FeedError("The feed has neither calendar.txt nor calendar_dates.txt, so no train has a date.");

  const agency = await readAgency(source);
  const stops = await readStops(source);
  const routes: Feed["routes"] = new Map();
  for await (const row of readTable(source, "routes.txt", ["route_id", "route_type"]))
    routes.set(row.get("route_id"), {
      shortName: row.get("route_short_name"),
      type: wholeNumber(row, "route_type"),
    });
  const trips = await readTrips(source, routes);
  progress(`read ${stops.size} stops, ${routes.size} routes, ${trips.size} trips`);
  const calls = await readCalls(source, trips, stops, progress);
  progress(`read ${calls} stop times`);
  const { weekly, exceptions } = await readCalendar(source);
  return {
    ...agency,
    stops,
    routes,
    trips,
    weekly,
    exceptions,
    translations: await readTranslations(source),
  };
}

async function readAgency(source: FeedSource): Promise<Pick<Feed, "publisher" | "timeZone">> {
  let agency: Row | undefined;
  for await (const row of readTable(source, "agency.txt", ["agency_name", "agency_timezone"])) agency ??= row;
  if (agency === undefined) throw new FeedError("agency.txt has no rows, so the times have no zone.");
  const timeZone = agency.get("agency_timezone");
  checkZone(timeZone, agency);
  let publisher = "";
  for await (const row of readTable(source, "feed_info.txt", []))
    publisher ||= row.get("feed_publisher_name");
  return { publisher: publisher || agency.get("agency_name"), timeZone };
}

function checkZone(timeZone: string, row: Row): void {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
  } catch {
    throw new FeedError(
      `${row.where}: "${timeZone}" is no time zone; an IANA name like Europe/Berlin is needed.`,
    );
  }
}

async function readStops(source: FeedSource): Promise<Map<string, FeedStop>> {
  const stops = new Map<string, FeedStop>();
  for await (const row of readTable(source, "stops.txt", ["stop_id"])) {
    const timeZone = row.get("stop_timezone");
    if (timeZone !== "") checkZone(timeZone, row);
    stops.set(row.get("stop_id"), {
      name: row.get("stop_name"),
      code: row.get("stop_code"),
      latitude: degrees(row.get("stop_lat")),
      longitude: degrees(row.get("stop_lon")),
      parent: row.get("parent_station"),
      timeZone,
      platform: row.get("platform_code"),
    });
  }
  if (stops.size === 0) throw new FeedError("stops.txt has no rows.");
  return stops;
}

async function readTrips(source: FeedSource, routes: Feed["routes"]): Promise<Feed["trips"]> {
  const trips: Feed["trips"] = new Map();
  for await (const row of readTable(source, "trips.txt", ["trip_id", "route_id", "service_id"])) {
    const routeId = row.get("route_id");
    if (!routes.has(routeId)) throw new FeedError(`${row.where}: route "${routeId}" is not in routes.txt.`);
    trips.set(row.get("trip_id"), {
      routeId,
      service: row.get("service_id"),
      headsign: row.get("trip_headsign"),
      shortName: row.get("trip_short_name"),
      calls: [],
    });
  }
  return trips;
}

async function readCalls(
  source: FeedSource,
  trips: Feed["trips"],
  stops: Feed["stops"],
  progress: Progress,
): Promise<number> {
  let count = 0;
  for await (const row of readTable(source, "stop_times.txt", ["trip_id", "stop_id", "stop_sequence"])) {
    const trip = trips.get(row.get("trip_id"));
    if (trip === undefined)
      throw new FeedError(`${row.where}: trip "${row.get("trip_id")}" is not in trips.txt.`);
    const stopId = row.get("stop_id");
    if (!stops.has(stopId)) throw new FeedError(`${row.where}: stop "${stopId}" is not in stops.txt.`);
    trip.calls.push({
      stopId,
      sequence: wholeNumber(row, "stop_sequence"),
      arrival: parseTime(row.get("arrival_time")),
      departure: parseTime(row.get("departure_time")),
      pickup: row.get("pickup_type") !== "1",
      dropOff: row.get("drop_off_type") !== "1",
    });
    count += 1;
    if (count % PROGRESS_ROWS === 0) progress(`read ${count} stop times so far`);
  }
  return count;
}

async function readTranslations(source: FeedSource): Promise<Feed["translations"]> {
  const translations: Feed["translations"] = new Map();
  for await (const row of readTable(source, "translations.txt", [])) {
    const [stopId, name] = [row.get("record_id"), row.get("translation")];
    if (row.get("table_name") !== "stops" || row.get("field_name") !== "stop_name" || stopId === "") continue;
    translations.set(stopId, [...(translations.get(stopId) ?? []), name]);
  }
  return translations;
}

/** NaN where it is blank: entrances and the like may do without a place. */
function degrees(text: string): number {
  return text === "" ? Number.NaN : Number(text);
}

function wholeNumber(row: Row, column: string): number {
  const text = row.get(column);
  if (!/^\d{1,9}$/.test(text))
    throw new FeedError(`${row.where}: ${column} is "${text}"; a whole number is needed.`);
  return Number(text);
}
