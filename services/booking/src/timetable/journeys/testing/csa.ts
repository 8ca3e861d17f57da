/** A train as the oracle wants it: times in seconds of the service day. */
export interface OracleTrain {
  id: string;
  timeZone: string;
  dates: readonly string[];
  calls: readonly OracleCall[];
}

export interface OracleCall {
  location: string;
  arrival: number;
  departure: number;
  pickup: boolean;
  dropOff: boolean;
}

export interface OracleNetwork {
  trains: readonly OracleTrain[];
  /** Seconds that a change takes where it is not 300; undefined time: no change. */
  changes?: ReadonlyMap<string, number | undefined>;
  walks?: readonly { from: string; to: string; seconds: number }[];
}

/** Between two neighbouring calls of one run. Arrays sorted by departure, in epoch seconds less `base`. */
export interface Connections {
  base: number;
  stations: ReadonlyMap<string, number>;
  count: number;
  run: Int32Array;
  runCount: number;
  from: Int32Array;
  to: Int32Array;
  departure: Int32Array;
  arrival: Int32Array;
  pickup: Uint8Array;
  dropOff: Uint8Array;
  change: Int32Array;
  walks: readonly (readonly { to: number; seconds: number }[])[];
}

const NEVER = 0x7fffffff;

/** Noon less twelve hours, found by asking what the clock of the zone shows. */
function dayStart(date: string, timeZone: string): number {
  const noon = Date.parse(`${date}T12:00:00Z`);
  const shown = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  const offset = Date.parse(`${shown.format(noon).replace(" ", "T")}Z`) - noon;
  const local = noon - offset;
  const again = Date.parse(`${shown.format(local).replace(" ", "T")}Z`) - local;
  return (noon - again) / 1000 - 43_200;
}

/** Every connection that leaves between two instants, in epoch seconds. */
export function connectionsOf(network: OracleNetwork, from: number, to: number): Connections {
  const stations = new Map<string, number>();
  const station = (id: string) => {
    const known = stations.get(id) ?? stations.size;
    stations.set(id, known);
    return known;
  };
  const rows: number[][] = [];
  const starts = new Map<string, number>();
  let runCount = 0;
  for (const { timeZone, dates, calls } of network.trains) {
    for (const { location } of calls) station(location);
    for (const date of dates) {
      const key = `${date} ${timeZone}`;
      const start = starts.get(key) ?? dayStart(date, timeZone);
      starts.set(key, start);
      const run = runCount;
      runCount += 1;
      for (let p = 1; p < calls.length; p += 1) {
        const [a, b] = [calls[p - 1], calls[p]];
        if (a === undefined || b === undefined) continue;
        const [departure, arrival] = [start + a.departure, start + b.arrival];
        if (departure < from || departure > to) continue;
        rows.push([
          ...[run, station(a.location), station(b.location), departure - from, arrival - from],
          ...[a.pickup ? 1 : 0, b.dropOff ? 1 : 0, p],
        ]);
      }
    }
  }
  const at = (row: readonly number[], i: number) => row[i] ?? 0;
  rows.sort((x, y) => at(x, 3) - at(y, 3) || at(x, 0) - at(y, 0) || at(x, 7) - at(y, 7));
  const column = (i: number) => Int32Array.from(rows, (row) => at(row, i));
  const walks: { to: number; seconds: number }[][] = Array.from({ length: stations.size }, () => []);
  for (const walk of network.walks ?? []) {
    const [a, b] = [stations.get(walk.from), stations.get(walk.to)];
    if (a !== undefined && b !== undefined) walks[a]?.push({ to: b, seconds: walk.seconds });
  }
  const change = new Int32Array(stations.size).fill(300);
  for (const [id, seconds] of network.changes ?? []) {
    const index = stations.get(id);
    if (index !== undefined) change[index] = seconds ?? NEVER;
  }
  return {
    ...{ base: from, stations, count: rows.length, run: column(0), runCount, from: column(1), to: column(2) },
    ...{ departure: column(3), arrival: column(4) },
    ...{ pickup: Uint8Array.from(column(5)), dropOff: Uint8Array.from(column(6)), change, walks },
  };
}

/** The first connection that leaves at a time or later. */
function firstAt({ departure, count }: Connections, time: number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((departure[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Connection scan (Dibbelt et al.): one pass over what leaves from `at` on, with as many changes as it takes. What the search's
 * speed is measured against.
 * @returns epoch seconds, undefined where the target is not reached
 */
export function earliestArrival(c: Connections, from: number, to: number, at: number): number | undefined {
  const ready = new Int32Array(c.change.length).fill(NEVER);
  const onBoard = new Uint8Array(c.runCount);
  let best = NEVER;
  ready[from] = at - c.base;
  for (let i = firstAt(c, at - c.base); i < c.count; i += 1) {
    const departure = c.departure[i] ?? 0;
    if (departure >= best) break;
    const run = c.run[i] ?? 0;
    if (onBoard[run] === 0) {
      if (c.pickup[i] === 0 || (ready[c.from[i] ?? 0] ?? 0) > departure) continue;
      onBoard[run] = 1;
    }
    if (c.dropOff[i] === 0) continue;
    const station = c.to[i] ?? 0;
    const arrival = c.arrival[i] ?? 0;
    if (station === to) best = Math.min(best, arrival);
    const change = c.change[station] ?? 0;
    if (change !== NEVER && arrival + change < (ready[station] ?? 0)) ready[station] = arrival + change;
    for (const walk of c.walks[station] ?? [])
      ready[walk.to] = Math.min(ready[walk.to] ?? 0, arrival + walk.seconds);
  }
  return best === NEVER ? undefined : best + c.base;
}

/**
 * The same with at most 1, 2, … `maxLegs` legs; Infinity where the target is not reached. Ways on foot are for changes: none
 * begins or ends a journey, and nothing is boarded later than `longest` seconds after `at`. A run remembers as which legs it can be ridden, a bit for each.
 */
function earliestByLegs(
  c: Connections,
  from: number,
  to: number,
  at: number,
  maxLegs: number,
  longest: number,
): number[] {
  const width = maxLegs + 1;
  const ready = new Int32Array(c.change.length * width).fill(NEVER);
  const onBoard = new Uint8Array(c.runCount);
  const best = new Array<number>(width).fill(NEVER);
  const soonest = new Int32Array(c.change.length).fill(NEVER);
  const set = (station: number, legs: number, time: number) => {
    const label = station * width + legs;
    if (time < (ready[label] ?? 0)) ready[label] = time;
    if (time < (soonest[station] ?? 0)) soonest[station] = time;
  };
  set(from, 0, at - c.base);
  for (let i = firstAt(c, at - c.base); i < c.count; i += 1) {
    const departure = c.departure[i] ?? 0;
    if (departure >= (best[1] ?? 0) || departure > at - c.base + longest) break;
    const run = c.run[i] ?? 0;
    let legs = onBoard[run] ?? 0;
    const origin = c.from[i] ?? 0;
    if (c.pickup[i] === 1 && (soonest[origin] ?? 0) <= departure)
      for (let k = 1; k <= maxLegs; k += 1)
        if ((ready[origin * width + k - 1] ?? 0) <= departure) legs |= 1 << k;
    onBoard[run] = legs;
    if (legs === 0 || c.dropOff[i] === 0) continue;
    const station = c.to[i] ?? 0;
    if (station === from) continue;
    const arrival = c.arrival[i] ?? 0;
    for (let k = 1; k <= maxLegs; k += 1) {
      if ((legs & (1 << k)) === 0) continue;
      if (station === to) {
        best[k] = Math.min(best[k] ?? 0, arrival);
        continue;
      }
      const change = c.change[station] ?? 0;
      if (change !== NEVER) set(station, k, arrival + change);
      for (const walk of c.walks[station] ?? [])
        if (walk.to !== to && walk.to !== from) set(walk.to, k, arrival + walk.seconds);
    }
  }
  let least = Number.POSITIVE_INFINITY;
  return best.slice(1).map((time) => {
    if (time !== NEVER) least = Math.min(least, time + c.base);
    return least;
  });
}

export interface OraclePoint {
  departure: number;
  arrival: number;
  legs: number;
}

/**
 * All best (departure, arrival, legs) that leave within a range, by one scan for each departure there is at the origin, and one
 * for everything after the range.
 */
export function bestPoints(
  c: Connections,
  query: { from: number; to: number; earliest: number; latest: number; maxLegs: number; longest: number },
): OraclePoint[] {
  const { from, to, earliest, latest, maxLegs, longest } = query;
  const times = new Set<number>();
  for (let i = firstAt(c, earliest - c.base); i < c.count && (c.departure[i] ?? 0) + c.base <= latest; i += 1)
    if (c.from[i] === from && c.pickup[i] === 1) times.add((c.departure[i] ?? 0) + c.base);
  let later = earliestByLegs(c, from, to, latest + 1, maxLegs, longest);
  const points: OraclePoint[] = [];
  for (const departure of [...times].sort((a, b) => b - a)) {
    const now = earliestByLegs(c, from, to, departure, maxLegs, longest);
    let fewer = Number.POSITIVE_INFINITY;
    now.forEach((arrival, index) => {
      const beaten = Math.min(fewer, later[index] ?? Number.POSITIVE_INFINITY);
      if (arrival < beaten && arrival - departure <= longest)
        points.push({ departure, arrival, legs: index + 1 });
      fewer = Math.min(fewer, arrival);
    });
    later = now;
  }
  return points;
}
