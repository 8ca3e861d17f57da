import type { Feed, FeedStop } from "./feed.js";
import { FeedError, RowError } from "./feed-error.js";
import type { FeedSource } from "./feed-files.js";
import { readFrequencies } from "./read-frequencies.js";
import { type OnProgress, type Row, readTable } from "./read-table.js";
import type { Tally } from "./report.js";

export interface ReadContext {
  progress: OnProgress;
  tally: Tally;
  /** Told how many rows a file had. */
  count: (file: string, rows: number) => void;
}

/** Reads all but the stop times and the calendar. @throws FeedError naming file and line of the first row that makes the feed unusable. */
export async function readFeed(source: FeedSource, context: ReadContext): Promise<Feed> {
  const names = source.names();
  const missing = ["agency.txt", "stops.txt", "routes.txt", "trips.txt", "stop_times.txt"].filter(
    (name) => !names.includes(name),
  );
  if (missing.length > 0) throw new FeedError(`The feed lacks ${missing.join(", ")}; is this GTFS?`);
  if (!names.includes("calendar.txt") && !names.includes("calendar_dates.txt"))
    throw new FeedError("The feed has neither calendar.txt nor calendar_dates.txt, so no train has a date.");

  const agency = await readAgency(source, context);
  const stops = await readStops(source, context);
  const routes: Feed["routes"] = new Map();
  const routeRows = await readTable(source, "routes.txt", {
    required: ["route_id", "route_type"],
    onRow: (row) => {
      routes.set(row.get("route_id"), {
        shortName: row.get("route_short_name"),
        type: wholeNumber(row, "route_type"),
      });
    },
  });
  context.count("routes.txt", routeRows);
  const trips = await readTrips(source, context, routes);
  const { frequencies, rows } = await readFrequencies(source, trips);
  context.count("frequencies.txt", rows);
  const translations = await readTranslations(source, context);
  return { ...agency, stops, routes, trips, frequencies, translations };
}

async function readAgency(
  source: FeedSource,
  { count }: ReadContext,
): Promise<Pick<Feed, "publisher" | "timeZone">> {
  let agency: { name: string; timeZone: string } | undefined;
  const rows = await readTable(source, "agency.txt", {
    required: ["agency_name", "agency_timezone"],
    onRow: (row) => {
      const timeZone = row.get("agency_timezone");
      checkZone(timeZone);
      agency ??= { name: row.get("agency_name"), timeZone };
      if (agency.timeZone !== timeZone)
        throw new RowError(
          `agency_timezone is "${timeZone}" here and "${agency.timeZone}" above; all times of a feed count in one zone, so import the agencies one by one.`,
        );
    },
  });
  count("agency.txt", rows);
  if (agency === undefined) throw new FeedError("agency.txt has no rows, so the times have no zone.");
  let publisher = "";
  const infoRows = await readTable(source, "feed_info.txt", {
    required: [],
    onRow: (row) => {
      publisher ||= row.get("feed_publisher_name");
    },
  });
  count("feed_info.txt", infoRows);
  return { publisher: publisher || agency.name, timeZone: agency.timeZone };
}

function checkZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
  } catch {
    throw new RowError(`"${timeZone}" is no time zone; an IANA name like Europe/Berlin is needed.`);
  }
}

async function readStops(source: FeedSource, { count, tally }: ReadContext): Promise<Map<string, FeedStop>> {
  const stops = new Map<string, FeedStop>();
  const zones = new Set([""]);
  const rows = await readTable(source, "stops.txt", {
    required: ["stop_id"],
    onRow: (row) => {
      const timeZone = row.get("stop_timezone");
      if (!zones.has(timeZone)) checkZone(timeZone);
      zones.add(timeZone);
      const stopId = row.get("stop_id");
      if (stops.has(stopId)) throw new RowError(`stop "${stopId}" stands in the file twice.`);
      stops.set(stopId, {
        index: stops.size,
        record: row.record,
        name: row.get("stop_name"),
        code: row.get("stop_code"),
        latitude: degrees(row.get("stop_lat")),
        longitude: degrees(row.get("stop_lon")),
        parent: row.get("parent_station"),
        timeZone,
        platform: row.get("platform_code"),
      });
    },
  });
  count("stops.txt", rows);
  if (stops.size === 0) throw new FeedError("stops.txt has no rows.");
  for (const [stopId, stop] of stops) {
    if (stop.parent === "" || stops.has(stop.parent)) continue;
    const what = `stop ${stopId} names ${stop.parent}`;
    tally.add("parent stations that stops.txt lacks; the stop stands alone", "stops.txt", stop.record, what);
    stop.parent = "";
  }
  return stops;
}

async function readTrips(
  source: FeedSource,
  { count, progress }: ReadContext,
  routes: Feed["routes"],
): Promise<Feed["trips"]> {
  const trips: Feed["trips"] = new Map();
  const rows = await readTable(source, "trips.txt", {
    required: ["trip_id", "route_id", "service_id"],
    progress,
    onRow: (row) => {
      const [tripId, routeId] = [row.get("trip_id"), row.get("route_id")];
      if (!routes.has(routeId)) throw new RowError(`route "${routeId}" is not in routes.txt.`);
      if (trips.has(tripId)) throw new RowError(`trip "${tripId}" stands in the file twice.`);
      trips.set(tripId, {
        index: trips.size,
        record: row.record,
        routeId,
        service: row.get("service_id"),
        headsign: row.get("trip_headsign"),
        shortName: row.get("trip_short_name"),
      });
    },
  });
  count("trips.txt", rows);
  return trips;
}

async function readTranslations(source: FeedSource, { count }: ReadContext): Promise<Feed["translations"]> {
  const translations: Feed["translations"] = new Map();
  const rows = await readTable(source, "translations.txt", {
    required: [],
    onRow: (row) => {
      const stopId = row.get("record_id");
      if (row.get("table_name") !== "stops" || row.get("field_name") !== "stop_name" || stopId === "") return;
      translations.set(stopId, [...(translations.get(stopId) ?? []), row.get("translation")]);
    },
  });
  count("translations.txt", rows);
  return translations;
}

/** NaN where it is blank: entrances and the like may do without a place. */
function degrees(text: string): number {
  return text === "" ? Number.NaN : Number(text);
}

export function wholeNumber(row: Row, column: string): number {
  const text = row.get(column);
  if (!/^\d{1,9}$/.test(text)) throw new RowError(`${column} is "${text}"; a whole number is needed.`);
  return Number(text);
}
