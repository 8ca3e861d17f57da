import type { Bounds } from "./bounds.js";
import type { Labels } from "./labels.js";
import type { LineQueue } from "./line-queue.js";
import { type Network, NO_CHANGES } from "./network.js";

/** Locations by index, and the most legs. */
export interface ScanQuery {
  from: number;
  to: number;
  rounds: number;
  /** How far each location is from the target at the least. */
  bounds: Bounds;
}

/** Writes what a scan finds out about a location, and marks those from which a further train may be worth while. */
export interface Reach {
  arrive(legs: number, location: number, time: number): void;
  /** A train can be boarded at a location from this time on, by whoever comes from `origin`. */
  makeReady(legs: number, location: number, time: number, origin: number): void;
  /** The numbers of legs with which the target was reached. */
  reached: number[];
}

export function createReach(
  network: Network,
  mirrored: boolean,
  { locations, arrival, ready, readyFrom }: Labels,
  { from, to, rounds, bounds }: ScanQuery,
  queue: LineQueue,
): Reach {
  const { change } = network;
  const { footStart, footTo, footSeconds } = mirrored ? network.footBack : network.foot;
  const end = (rounds + 1) * locations;
  const reached: number[] = [];

  function makeReady(legs: number, location: number, time: number, origin: number): void {
    const label = legs * locations + location;
    if (time >= (ready[label] ?? 0)) return;
    // Whoever boards here has so many legs more, and comes no sooner than that.
    if (legs + (bounds.legs[location] ?? 0) > rounds) return;
    if (time + (bounds.seconds[location] ?? 0) >= (arrival[(legs + 1) * locations + to] ?? 0)) return;
    readyFrom[label] = origin;
    for (let l = label; l < end && (ready[l] ?? 0) > time; l += locations) ready[l] = time;
    queue.mark(location);
  }

  function arrive(legs: number, location: number, time: number): void {
    for (let l = legs * locations + location; l < end && (arrival[l] ?? 0) > time; l += locations)
      arrival[l] = time;
    if (location === to) {
      if (!reached.includes(legs)) reached.push(legs);
      return;
    }
    if (legs === rounds) return;
    const needed = change[location] ?? 0;
    if (needed !== NO_CHANGES) makeReady(legs, location, time + needed, location);
    for (let w = footStart[location] ?? 0; w < (footStart[location + 1] ?? 0); w += 1) {
      const reachedOnFoot = footTo[w] ?? 0;
      if (reachedOnFoot !== from && reachedOnFoot !== to)
        makeReady(legs, reachedOnFoot, time + (footSeconds[w] ?? 0), location);
    }
  }

  return { arrive, makeReady, reached };
}
