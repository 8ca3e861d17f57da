import { searchName } from "../../locations/search-name.js";
import type { Feed, FeedStop } from "./feed.js";
import { FeedError } from "./feed-error.js";
import type { LocationRow } from "./rows.js";
import type { UsableTrip } from "./usable-trips.js";

const EARTH_RADIUS_KM = 6371;
const TRACK_PER_GREAT_CIRCLE = 1.25;

export interface StationIndex {
  /** The feed's id of the station that a stop belongs to: its parent's, or its own. */
  stationOf(stopId: string): string;
  /** The station ids that trains call at, with how often. */
  sizes: ReadonlyMap<string, number>;
  /** Track kilometres between two stations: great circle × 1.25. */
  distanceKm(stationA: string, stationB: string): number;
}

export function indexStations(feed: Feed, trips: readonly UsableTrip[]): StationIndex {
  const stationOf = (stopId: string) => {
    const parent = feed.stops.get(stopId)?.parent ?? "";
    return feed.stops.has(parent) ? parent : stopId;
  };
  const sizes = new Map<string, number>();
  for (const { calls } of trips)
    for (const { stopId } of calls) sizes.set(stationOf(stopId), (sizes.get(stationOf(stopId)) ?? 0) + 1);
  return {
    stationOf,
    sizes,
    distanceKm: (a, b) => trackKm(stopOf(feed, a), stopOf(feed, b)),
  };
}

/** @throws FeedError on a station without a name or a place. */
export function locationRows(
  feed: Feed,
  { sizes }: StationIndex,
  ids: ReadonlyMap<string, string>,
): LocationRow[] {
  return [...sizes].map(([stationId, size]) => {
    const stop = stopOf(feed, stationId);
    const { name, code, latitude, longitude } = stop;
    const placed = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
    if (name === "" || !placed)
      throw new FeedError(
        `stops.txt: stop "${stationId}" has the name "${name}" and lies at ${latitude}, ${longitude}; trains call there, so it needs both.`,
      );
    return {
      id: ids.get(stationId) ?? stationId,
      name,
      searchName: searchName([name, ...(feed.translations.get(stationId) ?? []), code]),
      code: code || null,
      latitude,
      longitude,
      timeZone: stop.timeZone || feed.timeZone,
      size,
    };
  });
}

function stopOf(feed: Feed, stopId: string): FeedStop {
  const stop = feed.stops.get(stopId);
  if (stop === undefined) throw new FeedError(`stops.txt has no stop "${stopId}".`);
  return stop;
}

function trackKm(a: FeedStop, b: FeedStop): number {
  const rad = Math.PI / 180;
  const half = (degrees: number) => Math.sin((degrees * rad) / 2) ** 2;
  const chord =
    half(b.latitude - a.latitude) +
    Math.cos(a.latitude * rad) * Math.cos(b.latitude * rad) * half(b.longitude - a.longitude);
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(chord)) * TRACK_PER_GREAT_CIRCLE;
}
