import { expandCalendar } from "./calendar.js";
import type { Feed } from "./feed.js";
import { stableIds } from "./ids.js";
import { createTally } from "./report.js";
import type { CallRow, Timetable, TrainRow } from "./rows.js";
import { indexStations, locationRows, type StationIndex } from "./station-index.js";
import { nameTrain } from "./train-name.js";
import { type UsableTrip, usableTrips } from "./usable-trips.js";

export interface BuildOptions {
  /** The name under which a newer version replaces an older one. */
  feed: string;
  /** YYYY-MM-DD */
  today: string;
  /** Ids that belong to other feeds. */
  taken: { locations: ReadonlySet<string>; trains: ReadonlySet<string> };
}

/** @throws FeedError when not one train is left that runs on some date. */
export function buildTimetable(source: Feed, { feed, today, taken }: BuildOptions): Timetable {
  const tally = createTally();
  const services = expandCalendar(source.weekly, source.exceptions, today);
  const trips = usableTrips(source, services, tally);
  const stations = indexStations(source, trips);
  const trainIds = stableIds(source.trips.keys(), feed, taken.trains);
  const locationIds = stableIds(
    new Set([...source.stops.keys()].map(stations.stationOf)),
    feed,
    taken.locations,
  );
  const calls = trips.flatMap((trip) =>
    callRows(source, trip, stations, locationIds, trainIds.get(trip.tripId) ?? trip.tripId),
  );
  const used = new Set(trips.map((trip) => trip.service));
  const serviceDates = [...used].flatMap((service) =>
    [...(services.get(service) ?? [])].map((date) => ({ service, date })),
  );
  const dates = serviceDates.map(({ date }) => date).sort();
  return {
    feed,
    timeZone: source.timeZone,
    validFrom: dates.at(0) ?? today,
    validTo: dates.at(-1) ?? today,
    maxSeconds: calls.reduce((max, call) => Math.max(max, call.departure), 0),
    locations: locationRows(source, stations, locationIds),
    trains: trips.map((trip) => trainRow(source, trip, stations, trainIds)),
    calls,
    serviceDates,
    leftOut: tally.list(),
  };
}

function trainRow(
  source: Feed,
  trip: UsableTrip,
  stations: StationIndex,
  ids: ReadonlyMap<string, string>,
): TrainRow {
  const route = source.routes.get(trip.routeId);
  const last = trip.calls.at(-1)?.stopId ?? "";
  return {
    id: ids.get(trip.tripId) ?? trip.tripId,
    ...nameTrain(trip.shortName, route?.shortName ?? "", trip.tripId),
    routeType: route?.type ?? 2,
    headsign: trip.headsign || (source.stops.get(stations.stationOf(last))?.name ?? ""),
    service: trip.service,
  };
}

function callRows(
  source: Feed,
  trip: UsableTrip,
  stations: StationIndex,
  locationIds: ReadonlyMap<string, string>,
  trainId: string,
): CallRow[] {
  let km = 0;
  let previous: string | undefined;
  return trip.calls.map((call, position) => {
    const station = stations.stationOf(call.stopId);
    if (previous !== undefined) km += stations.distanceKm(previous, station);
    previous = station;
    return {
      trainId,
      position,
      locationId: locationIds.get(station) ?? station,
      arrival: call.arrival,
      departure: call.departure,
      platform: source.stops.get(call.stopId)?.platform || null,
      pickup: call.pickup,
      dropOff: call.dropOff,
      distanceKm: Math.round(km * 10) / 10,
    };
  });
}
