import { addDays, type CivilDate, holidayExceptions, serviceDays } from "./calendar.js";
import { csv } from "./csv.js";
import { categories, type Days, type Line } from "./line.js";
import type { Station } from "./station.js";
import type { Trip, TripCall } from "./timetable.js";

export interface FeedInput {
  stations: readonly Station[];
  walks: readonly (readonly [from: string, to: string, minutes: number])[];
  lines: readonly Line[];
  trips: readonly Trip[];
  /** First service date. */
  from: CivilDate;
  /** How many service dates, 1 or more. */
  days: number;
}

const AGENCY = "railbooker-sample";
const compactDate = (date: CivilDate) => date.replaceAll("-", "");
const routeId = (line: Line) => line.name.replace(" ", "-");
const tripId = (trip: Trip) => `${routeId(trip.line)}:${trip.number}`;
const platformId = (station: Station, platform: string) => `${station.code}:${platform}`;
const stopId = ({ station, platform }: TripCall) =>
  platform === undefined ? station.code : platformId(station, platform);

function clock(minutes: number): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:00`;
}

function stopRows(station: Station): (string | number)[][] {
  const place = [station.latitude, station.longitude];
  const { code, name, timeZone, hub } = station;
  return [
    [code, code, name, ...place, hub ? 1 : 0, "", timeZone, ""],
    ...(hub?.platforms ?? []).map((p) => [platformId(station, p), code, name, ...place, 0, code, "", p]),
  ];
}

function transferRows({ stations, walks }: FeedInput): (string | number)[][] {
  const changes = stations.flatMap(({ code, hub }) => (hub ? [[code, code, 2, hub.changeMinutes * 60]] : []));
  const onFoot = walks.flatMap(([from, to, minutes]) => [
    [from, to, 2, minutes * 60],
    [to, from, 2, minutes * 60],
  ]);
  return [...changes, ...onFoot];
}

function callRow(trip: Trip, call: TripCall, index: number): (string | number)[] {
  return [
    tripId(trip),
    clock(call.arrival),
    clock(call.departure),
    stopId(call),
    index + 1,
    call.boarding ? "" : 1,
    call.alighting ? "" : 1,
  ];
}

function calendarFiles({ from, days }: FeedInput): Record<string, string> {
  const to = addDays(from, days - 1);
  return {
    "calendar.txt": csv(
      "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date",
      (Object.keys(serviceDays) as Days[]).map((id) => [
        id,
        ...serviceDays[id],
        compactDate(from),
        compactDate(to),
      ]),
    ),
    "calendar_dates.txt": csv(
      "service_id,date,exception_type",
      holidayExceptions(from, to).map((e) => [e.days, compactDate(e.date), e.runs ? 1 : 2]),
    ),
    "feed_info.txt": csv(
      "feed_publisher_name,feed_publisher_url,feed_lang,feed_start_date,feed_end_date,feed_version",
      [
        [
          "RailBooker sample network",
          "https://example.org",
          "mul",
          compactDate(from),
          compactDate(to),
          `sample-${from}-${days}`,
        ],
      ],
    ),
  };
}

/** The feed's files by name. The same input gives the same bytes. */
export function feedFiles(input: FeedInput): Record<string, string> {
  const { stations, lines, trips } = input;
  return {
    "agency.txt": csv("agency_id,agency_name,agency_url,agency_timezone,agency_lang", [
      [AGENCY, "RailBooker sample network", "https://example.org", "Europe/Berlin", "en"],
    ]),
    "stops.txt": csv(
      "stop_id,stop_code,stop_name,stop_lat,stop_lon,location_type,parent_station,stop_timezone,platform_code",
      stations.flatMap(stopRows),
    ),
    "routes.txt": csv(
      "route_id,agency_id,route_short_name,route_long_name,route_type",
      lines.map((line) => [
        routeId(line),
        AGENCY,
        line.name,
        `${line.calls.at(0)} – ${line.calls.at(-1)}`,
        categories[line.category].routeType,
      ]),
    ),
    "trips.txt": csv(
      "route_id,service_id,trip_id,trip_headsign,trip_short_name,direction_id",
      trips.map((trip) => [
        routeId(trip.line),
        trip.days,
        tripId(trip),
        trip.calls.at(-1)?.station.name ?? "",
        trip.name,
        trip.homeward ? 1 : 0,
      ]),
    ),
    "stop_times.txt": csv(
      "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type",
      trips.flatMap((trip) => trip.calls.map((call, index) => callRow(trip, call, index))),
    ),
    "transfers.txt": csv("from_stop_id,to_stop_id,transfer_type,min_transfer_time", transferRows(input)),
    "translations.txt": csv(
      "table_name,field_name,language,translation,record_id",
      stations.flatMap(({ code, english }) => (english ? [["stops", "stop_name", "en", english, code]] : [])),
    ),
    ...calendarFiles(input),
  };
}
