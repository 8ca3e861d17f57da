import { DROP_OFF, type FootWays, type Network, PICKUP } from "./network.js";

/** More legs than any journey has: there is no way. */
const NO_WAY = 255;

/** The calls of each pattern, and at which patterns and positions each location is left. */
export interface Patterns {
  start: Int32Array;
  stops: Int32Array;
  flags: Uint8Array;
  /** Of location l: `leftPattern` and `leftPosition` from `leftStart[l]` to `leftStart[l + 1]`. */
  leftStart: Int32Array;
  leftPattern: Int32Array;
  leftPosition: Int32Array;
  /** From each location, those from which one walks there. */
  walkedFrom: FootWays;
}

/** Patterns as a search by departure rides them, or backwards for one by arrival. */
export function patternsOf(network: Network, mirrored: boolean): Patterns {
  const trainOf = new Int32Array(network.patternCount);
  for (let train = 0; train < network.trainCount; train += 1)
    trainOf[network.trainPattern[train] ?? 0] = train;
  const start = new Int32Array(network.patternCount + 1);
  for (let p = 0; p < network.patternCount; p += 1)
    start[p + 1] = (start[p] ?? 0) + (network.callLength[trainOf[p] ?? 0] ?? 0);
  const total = start[network.patternCount] ?? 0;
  const [stops, flags] = [new Int32Array(total), new Uint8Array(total)];
  const leftStart = new Int32Array(network.locationCount + 1);
  for (let p = 0; p < network.patternCount; p += 1) {
    const first = network.callStart[trainOf[p] ?? 0] ?? 0;
    const [begin, end] = [start[p] ?? 0, start[p + 1] ?? 0];
    for (let i = begin; i < end; i += 1) {
      const call = first + (mirrored ? end - 1 - i : i - begin);
      const given = network.callFlags[call] ?? 0;
      const stop = network.callLocation[call] ?? 0;
      stops[i] = stop;
      flags[i] = mirrored ? ((given & PICKUP) << 1) | ((given & DROP_OFF) >> 1) : given;
      if (((flags[i] ?? 0) & DROP_OFF) !== 0) leftStart[stop + 1] = (leftStart[stop + 1] ?? 0) + 1;
    }
  }
  for (let l = 0; l < network.locationCount; l += 1)
    leftStart[l + 1] = (leftStart[l + 1] ?? 0) + (leftStart[l] ?? 0);
  const next = leftStart.slice();
  const leftPattern = new Int32Array(leftStart[network.locationCount] ?? 0);
  const leftPosition = new Int32Array(leftPattern.length);
  for (let p = 0; p < network.patternCount; p += 1) {
    for (let i = start[p] ?? 0; i < (start[p + 1] ?? 0); i += 1) {
      if (((flags[i] ?? 0) & DROP_OFF) === 0) continue;
      const at = next[stops[i] ?? 0] ?? 0;
      next[stops[i] ?? 0] = at + 1;
      leftPattern[at] = p;
      leftPosition[at] = i - (start[p] ?? 0);
    }
  }
  const walkedFrom = mirrored ? network.foot : network.footBack;
  return { start, stops, flags, leftStart, leftPattern, leftPosition, walkedFrom };
}

/** How many legs it takes at the least from boarding at each location to the target, whenever trains run. */
export function leastLegs(patterns: Patterns, locationCount: number, target: number): Uint8Array {
  const { start, stops, flags, leftStart, leftPattern, leftPosition } = patterns;
  const { footStart, footTo } = patterns.walkedFrom;
  const legs = new Uint8Array(locationCount).fill(NO_WAY);
  // Up to which position everything on a pattern has its number.
  const done = new Int32Array(start.length - 1);
  const left = new Uint8Array(locationCount);
  let frontier = [target];
  left[target] = 1;
  for (let level = 1; frontier.length > 0 && level < NO_WAY; level += 1) {
    const next: number[] = [];
    const leave = (location: number) => {
      if (left[location] === 1) return;
      left[location] = 1;
      next.push(location);
    };
    for (const location of frontier) {
      for (let i = leftStart[location] ?? 0; i < (leftStart[location + 1] ?? 0); i += 1) {
        const pattern = leftPattern[i] ?? 0;
        const position = leftPosition[i] ?? 0;
        const begin = start[pattern] ?? 0;
        for (let p = done[pattern] ?? 0; p < position; p += 1) {
          const stop = stops[begin + p] ?? 0;
          if (((flags[begin + p] ?? 0) & PICKUP) === 0 || legs[stop] !== NO_WAY) continue;
          legs[stop] = level;
          leave(stop);
          for (let w = footStart[stop] ?? 0; w < (footStart[stop + 1] ?? 0); w += 1) leave(footTo[w] ?? 0);
        }
        done[pattern] = Math.max(done[pattern] ?? 0, position);
      }
    }
    frontier = next;
  }
  return legs;
}
