import { type Labels, NEVER } from "./labels.js";
import { createLineQueue } from "./line-queue.js";
import { DROP_OFF, type Network, PICKUP } from "./network.js";
import { createReach, type ScanQuery } from "./reach.js";
import type { Window } from "./window.js";

/** A run at the origin that can be boarded. */
export interface Seed {
  line: number;
  /** Number of the run on its line. */
  run: number;
  position: number;
}

export interface Scan {
  /** Writes labels for whoever leaves after this time, by any train. */
  leaveAfter(time: number, latestArrival: number): void;
  /** Writes labels for whoever leaves with these runs, all at one time. Gives the numbers of legs with which the target is now reached sooner. */
  leaveWith(seeds: readonly Seed[], latestArrival: number): number[];
}

/** The first run that leaves at `time` or later, by halving; `runs` where there is none. */
export function firstFrom(
  departure: Int32Array,
  base: number,
  stride: number,
  runs: number,
  time: number,
): number {
  let [low, high] = [0, runs];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((departure[base + middle * stride] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The scan itself, one round for each leg. Everything it writes stays for the scans after it, which leave earlier.
 */
export function createScan(network: Network, window: Window, labels: Labels, query: ScanQuery): Scan {
  const { from, to, rounds } = query;
  const { seconds } = query.bounds;
  const { locations, arrival, ready, line: byLine, run: byRun, boarded, alighted } = labels;
  const { stopStart, stopCount, stops, stopFlags, runStart, timeStart, departure } = window;
  const { arrival: arrives, lineCount } = window;
  const runTotal = runStart[lineCount] ?? 0;
  let latest = NEVER;

  const queue = createLineQueue(window, locations);
  const reach = createReach(network, window.mirrored, labels, query, queue);
  // From which position on a run was ridden with so many legs or fewer: riding it again from there adds nothing.
  const ridden = new Int32Array((rounds + 1) * runTotal).fill(NEVER);

  /** Boards a run and rides it for as long as that adds anything. */
  function board(legs: number, line: number, run: number, position: number): void {
    const number = legs * runTotal + (runStart[line] ?? 0) + run;
    const until = ridden[number] ?? 0;
    if (until <= position) return;
    // Later runs of the line arrive nowhere sooner than this one.
    const lineEnd = legs * runTotal + (runStart[line + 1] ?? 0);
    for (let r = number; r < lineEnd && (ridden[r] ?? 0) > position; r += 1) ridden[r] = position;
    const stride = stopCount[line] ?? 0;
    const times = (timeStart[line] ?? 0) + run * stride;
    const stopBase = stopStart[line] ?? 0;
    const base = legs * locations;
    for (let p = position + 1; p <= until && p < stride; p += 1) {
      const stop = stops[stopBase + p] ?? 0;
      const time = arrives[times + p] ?? 0;
      if (time >= (arrival[base + to] ?? 0) || time > latest) return;
      if (time >= (arrival[base + stop] ?? 0) || stop === from) continue;
      const least = time + (seconds[stop] ?? 0);
      if (least >= (arrival[base + to] ?? 0) || least > latest) continue;
      if (((stopFlags[stopBase + p] ?? 0) & DROP_OFF) === 0) continue;
      const label = base + stop;
      byLine[label] = line;
      byRun[label] = run;
      boarded[label] = position;
      alighted[label] = p;
      reach.arrive(legs, stop, time);
    }
  }

  function scanLine(legs: number, line: number): void {
    const stride = stopCount[line] ?? 0;
    const times = timeStart[line] ?? 0;
    const stopBase = stopStart[line] ?? 0;
    const before = (legs - 1) * locations;
    const last = queue.last[line] ?? 0;
    // Further down the line only an earlier run than the one boarded above is worth boarding.
    let run = (runStart[line + 1] ?? 0) - (runStart[line] ?? 0);
    for (let p = queue.first[line] ?? 0; p <= last && run > 0; p += 1) {
      const stop = stops[stopBase + p] ?? 0;
      if (!queue.wasMarked(stop) || ((stopFlags[stopBase + p] ?? 0) & PICKUP) === 0) continue;
      const time = ready[before + stop] ?? 0;
      if ((departure[times + (run - 1) * stride + p] ?? 0) < time) continue;
      run = firstFrom(departure, times + p, stride, run - 1, time);
      const least = (departure[times + run * stride + p] ?? 0) + (seconds[stop] ?? 0);
      if (least >= (arrival[legs * locations + to] ?? 0) || least > latest) continue;
      board(legs, line, run, p);
    }
  }

  function changeTrains(firstLegs: number): void {
    for (let legs = firstLegs; legs <= rounds; legs += 1) {
      const length = queue.next();
      if (length === 0) break;
      for (let i = 0; i < length; i += 1) scanLine(legs, queue.lines[i] ?? 0);
    }
    queue.reset();
  }

  return {
    leaveAfter(time, latestArrival) {
      latest = latestArrival;
      reach.makeReady(0, from, time + 1, from);
      changeTrains(1);
    },
    leaveWith(seeds, latestArrival) {
      latest = latestArrival;
      reach.reached.length = 0;
      for (const { line, run, position } of seeds) board(1, line, run, position);
      changeTrains(2);
      return reach.reached.slice();
    },
  };
}
