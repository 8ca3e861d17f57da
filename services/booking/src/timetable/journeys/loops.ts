import { DROP_OFF, type LiveRun, type Network, NO_CHANGES, PICKUP, runKey, startOf } from "./network.js";
import type { FoundLeg } from "./plan.js";

/**
 * The same journey with no location visited twice: where one train goes back along the way of the one before, the change is made
 * where their ways part. Undefined where that cannot be, because nobody may alight or board there, and where a leg is not the
 * ride that its two locations name (findLeg in run.ts): such a journey cannot be sold.
 */
export function withoutLoops(
  network: Network,
  live: ReadonlyMap<number, LiveRun>,
  legs: readonly FoundLeg[],
): FoundLeg[] | undefined {
  const path = legs.map((leg) => ({ ...leg }));
  for (let i = 0; i + 1 < path.length; i += 1) {
    const [leg, next] = [path[i], path[i + 1]];
    if (leg !== undefined && next !== undefined) moveChange(network, live, leg, next);
  }
  const visited = new Set<number>();
  let previous = -1;
  for (const leg of path) {
    for (let position = leg.from; position <= leg.to; position += 1) {
      const location = locationAt(network, leg, position);
      // The change itself is one visit.
      if (position === leg.from && location === previous) continue;
      if (visited.has(location)) return undefined;
      visited.add(location);
    }
    previous = locationAt(network, leg, leg.to);
    if (!isNamedRide(network, leg)) return undefined;
  }
  return path;
}

const locationAt = (network: Network, { train }: FoundLeg, position: number): number =>
  network.callLocation[(network.callStart[train] ?? 0) + position] ?? 0;

/** Moves the change to the first location of the earlier leg at which the later one calls too, where that is possible. */
function moveChange(
  network: Network,
  live: ReadonlyMap<number, LiveRun>,
  leg: FoundLeg,
  next: FoundLeg,
): void {
  for (let p = leg.from + 1; p <= leg.to; p += 1) {
    const location = locationAt(network, leg, p);
    for (let q = next.to - 1; q > next.from; q -= 1) {
      if (locationAt(network, next, q) !== location) continue;
      if (!changes(network, live, { ...leg, to: p }, { ...next, from: q }, location)) continue;
      leg.to = p;
      next.from = q;
      return;
    }
  }
}

function changes(
  network: Network,
  live: ReadonlyMap<number, LiveRun>,
  leg: FoundLeg,
  next: FoundLeg,
  location: number,
): boolean {
  const needed = network.change[location] ?? 0;
  const alight = (network.callStart[leg.train] ?? 0) + leg.to;
  const board = (network.callStart[next.train] ?? 0) + next.from;
  return (
    needed !== NO_CHANGES &&
    ((network.callFlags[alight] ?? 0) & DROP_OFF) !== 0 &&
    ((network.callFlags[board] ?? 0) & PICKUP) !== 0 &&
    timeAt(network, live, leg, network.arrival[alight] ?? 0) + needed <=
      timeAt(network, live, next, network.departure[board] ?? 0)
  );
}

/** Epoch seconds of one of a run's times, its delay included. */
export function timeAt(
  network: Network,
  live: ReadonlyMap<number, LiveRun>,
  { train, day }: Pick<FoundLeg, "train" | "day">,
  seconds: number,
): number {
  return startOf(network, train, day) + seconds + (live.get(runKey(network, train, day))?.delaySeconds ?? 0);
}

/** Whether locations alone name this ride among the train's calls, as findLeg reads them. */
function isNamedRide(network: Network, leg: FoundLeg): boolean {
  const ride = findRide(
    network,
    leg.train,
    locationAt(network, leg, leg.from),
    locationAt(network, leg, leg.to),
  );
  return ride?.from === leg.from && ride.to === leg.to;
}

/** findLeg of run.ts over the arrays. */
export function findRide(
  network: Network,
  train: number,
  from: number,
  to: number,
): { from: number; to: number } | undefined {
  const first = network.callStart[train] ?? 0;
  const length = network.callLength[train] ?? 0;
  let boarded = -1;
  for (let p = 0; p < length; p += 1) {
    const location = network.callLocation[first + p];
    const flags = network.callFlags[first + p] ?? 0;
    if (location === to && boarded >= 0 && (flags & DROP_OFF) !== 0) return { from: boarded, to: p };
    if (location === from && (flags & PICKUP) !== 0) boarded = p;
  }
  return undefined;
}
