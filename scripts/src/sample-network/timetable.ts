import { type Category, categories, type Days, type Line, type Pattern } from "./line.js";
import { distanceKm, type Station } from "./station.js";

/** Minutes from the start of the service day in the agency's zone; beyond 1440 after midnight. */
export interface TripCall {
  station: Station;
  platform?: string;
  arrival: number;
  departure: number;
  boarding: boolean;
  alighting: boolean;
}

export interface Trip {
  line: Line;
  number: number;
  /** As travellers know it: "ICE 571". */
  name: string;
  homeward: boolean;
  days: Days;
  calls: TripCall[];
}

/** Track is longer than the great circle; this is the usual ratio on European main lines. */
const TRACK_PER_GREAT_CIRCLE = 1.25;
/** For setting out and braking, once for each run between two calls. */
const STARTING_AND_STOPPING_MINUTES = 1;
const HUB_EXTRA_DWELL_MINUTES = 2;
const LONGEST_DWELL_MINUTES = 5;

function runningMinutes(from: Station, to: Station, speed: number): number {
  const trackKm = distanceKm(from, to) * TRACK_PER_GREAT_CIRCLE;
  return Math.ceil((trackKm / speed) * 60) + STARTING_AND_STOPPING_MINUTES;
}

function dwellMinutes(station: Station, category: Category): number {
  const usual = categories[category].dwellMinutes;
  return station.hub ? Math.min(usual + HUB_EXTRA_DWELL_MINUTES, LONGEST_DWELL_MINUTES) : usual;
}

function departures(patterns: readonly Pattern[]): { days: Days; minute: number }[] {
  return patterns.flatMap(({ days, first, last, everyMinutes }) => {
    const count = Math.floor((last - first) / everyMinutes) + 1;
    return Array.from({ length: count }, (_, i) => ({ days, minute: first + i * everyMinutes }));
  });
}

/** The calls of one train that sets out at `start`. `turn` spreads lines and directions over a hub's platforms. */
function callsFrom(line: Line, path: readonly Station[], start: number, turn: number): TripCall[] {
  const speed = line.speed ?? categories[line.category].speed;
  const lastIndex = path.length - 1;
  const boardingOnly = Math.max(line.boardingOnly ?? 0, 1);
  const alightingOnly = Math.max(line.alightingOnly ?? 0, 1);
  let clock = start;
  let previous: Station | undefined;
  return path.map((station, index) => {
    if (previous) clock += runningMinutes(previous, station, speed);
    previous = station;
    const arrival = clock;
    if (index > 0 && index < lastIndex) clock += dwellMinutes(station, line.category);
    const platforms = station.hub?.platforms;
    const platform = platforms?.[turn % platforms.length];
    return {
      station,
      ...(platform === undefined ? {} : { platform }),
      arrival,
      departure: clock,
      boarding: index <= lastIndex - alightingOnly,
      alighting: index >= boardingOnly,
    };
  });
}

function tripsOneWay(line: Line, path: readonly Station[], homeward: boolean, turn: number): Trip[] {
  const patterns = homeward ? (line.homeward ?? line.outward) : line.outward;
  return departures(patterns).map(({ days, minute }, index) => {
    const number = line.numbers + 2 * index + (homeward ? 0 : 1);
    return {
      line,
      number,
      name: `${line.category} ${number}`,
      homeward,
      days,
      calls: callsFrom(line, path, minute, turn),
    };
  });
}

/** Every train of every line in both directions. Throws where a line names a station that is not there. */
export function buildTrips(lines: readonly Line[], stations: readonly Station[]): Trip[] {
  const byName = new Map(stations.map((station) => [station.name, station]));
  return lines.flatMap((line, index) => {
    const path = line.calls.map((name) => {
      const station = byName.get(name);
      if (!station)
        throw new Error(`${line.name} calls at "${name}", which is no station; add it or mend its name.`);
      return station;
    });
    return [
      ...tripsOneWay(line, path, false, 2 * index),
      ...tripsOneWay(line, path.toReversed(), true, 2 * index + 1),
    ];
  });
}
