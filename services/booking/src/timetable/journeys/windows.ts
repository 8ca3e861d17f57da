import { buildWindow } from "./build-window.js";
import { findRide, timeAt } from "./loops.js";
import { type LiveRun, type Network, runKey, startOf } from "./network.js";
import type { PlannedJourney, PlanQuery } from "./plan.js";
import type { Window } from "./window.js";

const DAY = 86_400;
/** What the kept windows may hold together, in calls of runs: some 40 MB. */
const KEPT_CALLS = 4_000_000;
/** The longest journey that is offered, in seconds. */
const LONGEST = 36 * 3600;
/** The longest range that is searched at once. */
export const RANGE = 6 * 3600;

/** The windows that queries ask for, the latest used ones kept as long as there is room; and what is live about runs. */
export function createWindows(network: Network) {
  const live = new Map<number, LiveRun>();
  const kept = new Map<string, Window>();

  /** A window for departures (or, mirrored, arrivals) within a range of RANGE at most. */
  function covering(mirrored: boolean, earliest: number, latest: number): Window {
    if (latest - earliest > RANGE)
      throw new Error(`a range of ${latest - earliest} s is longer than ${RANGE} s`);
    const day = Math.floor((mirrored ? latest : earliest) / DAY) * DAY;
    const key = `${mirrored} ${day}`;
    const known = kept.get(key);
    const from = mirrored ? day - RANGE - LONGEST : day;
    const to = mirrored ? day + DAY : day + DAY + RANGE + LONGEST;
    const window = known ?? buildWindow(network, live, { from, to, mirrored });
    kept.delete(key);
    kept.set(key, window);
    if (known === undefined) forgetOldest(kept);
    return window;
  }

  function update(runs: readonly LiveRun[]): void {
    for (const run of runs) {
      drop(run);
      live.set(runKey(network, run.train, run.day), run);
      drop(run);
    }
  }

  /** Forgets the windows in which this run may be. */
  function drop(run: LiveRun): void {
    const first = network.callStart[run.train] ?? 0;
    const last = first + (network.callLength[run.train] ?? 0) - 1;
    const starts = timeAt(network, live, run, network.departure[first] ?? 0);
    const ends = timeAt(network, live, run, network.arrival[last] ?? 0);
    for (const [key, { from, to }] of kept) if (starts <= to && ends >= from) kept.delete(key);
  }

  /** Direct rides on cancelled runs: they stay in the list, so that nobody wonders where the train went. */
  function cancelledRides(
    { from, to, axis }: Pick<PlanQuery, "from" | "to" | "axis">,
    { earliest, latest }: { earliest: number; latest: number },
  ): PlannedJourney[] {
    const found: PlannedJourney[] = [];
    for (const run of live.values()) {
      if (!run.cancelled) continue;
      const ride = findRide(network, run.train, from, to);
      if (ride === undefined) continue;
      const first = network.callStart[run.train] ?? 0;
      // As in the timetable: how late it was to be is of no account any more.
      const start = startOf(network, run.train, run.day);
      const departure = start + (network.departure[first + ride.from] ?? 0);
      const arrival = start + (network.arrival[first + ride.to] ?? 0);
      const time = axis === "departure" ? departure : arrival;
      if (time < earliest || time > latest) continue;
      found.push({ departure, arrival, legs: [{ train: run.train, day: run.day, ...ride }] });
    }
    return found;
  }

  return { live: live as ReadonlyMap<number, LiveRun>, longest: LONGEST, covering, update, cancelledRides };
}

/** The one last used always stays. */
function forgetOldest(kept: Map<string, Window>): void {
  let calls = 0;
  for (const { arrival } of kept.values()) calls += arrival.length;
  for (const [key, { arrival }] of kept) {
    if (calls <= KEPT_CALLS || kept.size === 1) return;
    calls -= arrival.length;
    kept.delete(key);
  }
}
