import { clearLabels, type Labels, NEVER } from "./labels.js";
import type { Network } from "./network.js";
import { pathOf } from "./path.js";
import type { FoundLeg } from "./plan.js";
import type { ScanQuery } from "./reach.js";
import { createScan, firstFrom, type Seed } from "./scan.js";
import type { Window } from "./window.js";

/** Times relative to the window. */
export interface RangeQuery extends ScanQuery {
  /** The first and the last departure that counts, both included. */
  earliest: number;
  latest: number;
  /** The most seconds on the way. */
  longest: number;
  /** Throws when the time for the query is up, so that none holds a worker for long. */
  checkTime: () => void;
}

export interface FoundJourney {
  departure: number;
  arrival: number;
  legs: FoundLeg[];
}

/**
 * Range RAPTOR (Delling, Pajor, Werneck 2012): every journey that leaves within a range and that no other one beats, whether
 * that leaves within the range or after it, by leaving later, arriving earlier or needing fewer legs. Departures
 * are scanned from the last to the first and labels are kept, so that a scan writes only what is better than leaving later.
 */
export function rangeScan(
  network: Network,
  window: Window,
  labels: Labels,
  query: RangeQuery,
): FoundJourney[] {
  const { from, to, latest, longest, checkTime } = query;
  if ((query.bounds.legs[from] ?? 0) > query.rounds) return [];
  clearLabels(labels);
  const scan = createScan(network, window, labels, query);
  // What leaves after the range was not asked for, but it beats what is slow within.
  scan.leaveAfter(latest, latest + longest);
  const found: FoundJourney[] = [];
  for (const { time, seeds } of departuresOf(window, query)) {
    checkTime();
    for (const legs of scan.leaveWith(seeds, time + longest))
      found.push({
        departure: time,
        arrival: labels.arrival[legs * labels.locations + to] ?? NEVER,
        legs: pathOf(window, labels, from, to, legs),
      });
  }
  return found;
}

/** What leaves the origin within the range, last first. */
function departuresOf(
  window: Window,
  { from, earliest, latest }: RangeQuery,
): { time: number; seeds: Seed[] }[] {
  const seeds = new Map<number, Seed[]>();
  for (let i = window.boardStart[from] ?? 0; i < (window.boardStart[from + 1] ?? 0); i += 1) {
    const line = window.boardLine[i] ?? 0;
    const position = window.boardPosition[i] ?? 0;
    const stride = window.stopCount[line] ?? 0;
    const runs = (window.runStart[line + 1] ?? 0) - (window.runStart[line] ?? 0);
    const base = (window.timeStart[line] ?? 0) + position;
    for (let run = firstFrom(window.departure, base, stride, runs, earliest); run < runs; run += 1) {
      const time = window.departure[base + run * stride] ?? NEVER;
      if (time > latest) break;
      const list = seeds.get(time);
      if (list === undefined) seeds.set(time, [{ line, run, position }]);
      else list.push({ line, run, position });
    }
  }
  return [...seeds].map(([time, list]) => ({ time, seeds: list })).sort((a, b) => b.time - a.time);
}
