import { NEVER } from "./labels.js";
import { leastLegs, patternsOf } from "./least-legs.js";
import type { FootWays, Network } from "./network.js";

/** How far each location is from a target at the least. */
export interface Bounds {
  /** NEVER where there is no way at all. */
  seconds: Int32Array;
  /** From boarding a train there. */
  legs: Uint8Array;
}

/** What is kept may take so many bytes: every target of a small network, the popular ones of a large one. */
const KEPT_BYTES = 16_000_000;
const BYTES_PER_LOCATION = 5;

interface Edges {
  start: Int32Array;
  to: Int32Array;
  seconds: Int32Array;
}

/**
 * The least time and the fewest legs from every location to one, were there always a train at once: a scan leaves out what comes
 * too late or changes too often to be of use. They depend on rides alone, so that no delay makes them wrong.
 */
export function createBounds(network: Network): { toward(target: number, mirrored: boolean): Bounds } {
  // A mirrored search rides every train backwards, away from where the world's journey ends.
  const edges = { world: incoming(network, false), mirror: incoming(network, true) };
  const patterns = { world: patternsOf(network, false), mirror: patternsOf(network, true) };
  const kept = new Map<string, Bounds>();
  return {
    toward(target, mirrored) {
      const key = `${target} ${mirrored}`;
      const side = mirrored ? "mirror" : "world";
      const bounds = kept.get(key) ?? {
        seconds: leastTimes(edges[side], target),
        legs: leastLegs(patterns[side], network.locationCount, target),
      };
      kept.delete(key);
      kept.set(key, bounds);
      const most = KEPT_BYTES / (BYTES_PER_LOCATION * network.locationCount);
      for (const oldest of kept.keys()) {
        if (kept.size <= most) break;
        kept.delete(oldest);
      }
      return bounds;
    },
  };
}

/** For each location, from where it is reached without a stop between and in how many seconds at the least. */
function incoming(network: Network, mirrored: boolean): Edges {
  const least = new Map<number, number>();
  const { locationCount } = network;
  const offer = (from: number, to: number, seconds: number) => {
    const key = mirrored ? from * locationCount + to : to * locationCount + from;
    const known = least.get(key);
    if (known === undefined || seconds < known) least.set(key, seconds);
  };
  for (let train = 0; train < network.trainCount; train += 1) {
    const first = network.callStart[train] ?? 0;
    const end = first + (network.callLength[train] ?? 0);
    for (let c = first + 1; c < end; c += 1)
      offer(
        network.callLocation[c - 1] ?? 0,
        network.callLocation[c] ?? 0,
        (network.arrival[c] ?? 0) - (network.departure[c - 1] ?? 0),
      );
  }
  for (let l = 0; l < locationCount; l += 1) offerWays(network.foot, l, offer);
  const keys = [...least.keys()].sort((a, b) => a - b);
  const start = new Int32Array(locationCount + 1);
  const to = new Int32Array(keys.length);
  const seconds = new Int32Array(keys.length);
  keys.forEach((key, index) => {
    const location = Math.floor(key / locationCount);
    start[location + 1] = index + 1;
    to[index] = key % locationCount;
    seconds[index] = least.get(key) ?? 0;
  });
  for (let l = 1; l <= locationCount; l += 1) start[l] = Math.max(start[l] ?? 0, start[l - 1] ?? 0);
  return { start, to, seconds };
}

function offerWays(
  { footStart, footTo, footSeconds }: FootWays,
  from: number,
  offer: (from: number, to: number, seconds: number) => void,
): void {
  for (let w = footStart[from] ?? 0; w < (footStart[from + 1] ?? 0); w += 1)
    offer(from, footTo[w] ?? 0, footSeconds[w] ?? 0);
}

/** Dijkstra with buckets of one minute: bounds need no order within a minute, since a label that falls is put in again. */
function leastTimes({ start, to, seconds }: Edges, target: number): Int32Array {
  const bounds = new Int32Array(start.length - 1).fill(NEVER);
  bounds[target] = 0;
  const buckets: number[][] = [[target]];
  for (let minute = 0; minute < buckets.length; minute += 1) {
    const bucket = buckets[minute] ?? [];
    // It grows while it is read: ways of less than a minute fall into the same one.
    for (const location of bucket) {
      const here = bounds[location] ?? 0;
      if (Math.floor(here / 60) !== minute) continue;
      for (let e = start[location] ?? 0; e < (start[location + 1] ?? 0); e += 1) {
        const next = to[e] ?? 0;
        const time = here + (seconds[e] ?? 0);
        if (time >= (bounds[next] ?? 0)) continue;
        bounds[next] = time;
        const at = Math.floor(time / 60);
        const list = buckets[at];
        if (list === undefined) buckets[at] = [next];
        else list.push(next);
      }
    }
  }
  return bounds;
}
