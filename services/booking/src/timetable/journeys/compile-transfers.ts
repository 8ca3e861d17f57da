import { type FootWays, type Network, NO_CHANGES, sharedInts } from "./network.js";

/** A rule of transfers.txt between two locations, by index; the same one twice where it is about changing there. */
export interface TransferRow {
  from: number;
  to: number;
  /** GTFS transfer_type. */
  type: number;
  minSeconds: number | null;
}

/** What a change takes where the feed says nothing. */
const CHANGE_SECONDS = 300;

/**
 * Change times and ways on foot. Type 0 says that a change is possible, 1 that the other train waits, 2 how long it takes, 3 that
 * there is none; of several rules for one pair the strictest holds. Types 4 and 5 are about two trains and not about a place.
 */
export function compileTransfers(
  locationCount: number,
  rows: readonly TransferRow[],
): Pick<Network, "change" | "foot" | "footBack"> {
  const change = sharedInts(locationCount).fill(CHANGE_SECONDS);
  const seconds = new Map<string, Way>();
  for (const row of rows) {
    const needed = secondsOf(row);
    if (needed === undefined) continue;
    const key = `${row.from} ${row.to}`;
    const known = seconds.get(key);
    seconds.set(key, {
      from: row.from,
      to: row.to,
      seconds: known === undefined ? needed : stricter(known.seconds, needed),
    });
  }
  for (const way of seconds.values()) if (way.from === way.to) change[way.from] = way.seconds;
  const ways = [...seconds.values()].filter((way) => way.from !== way.to && way.seconds !== NO_CHANGES);
  const back = ways.map((way) => ({ from: way.to, to: way.from, seconds: way.seconds }));
  return { change, foot: layWays(locationCount, ways), footBack: layWays(locationCount, back) };
}

interface Way {
  from: number;
  to: number;
  seconds: number;
}

function layWays(locationCount: number, ways: readonly Way[]): FootWays {
  const sorted = ways.toSorted((a, b) => a.from - b.from || a.to - b.to);
  const footStart = sharedInts(locationCount + 1);
  for (const { from } of sorted) footStart[from + 1] = (footStart[from + 1] ?? 0) + 1;
  for (let l = 0; l < locationCount; l += 1) footStart[l + 1] = (footStart[l + 1] ?? 0) + (footStart[l] ?? 0);
  const [footTo, footSeconds] = [sharedInts(ways.length), sharedInts(ways.length)];
  sorted.forEach((way, index) => {
    footTo[index] = way.to;
    footSeconds[index] = way.seconds;
  });
  return { footStart, footTo, footSeconds };
}

const stricter = (a: number, b: number): number =>
  a === NO_CHANGES || b === NO_CHANGES ? NO_CHANGES : Math.max(a, b);

function secondsOf({ from, to, type, minSeconds }: TransferRow): number | undefined {
  if (type === 0) return minSeconds ?? CHANGE_SECONDS;
  // The train waits at the same station; from one station to another the way still has to be walked.
  if (type === 1) return minSeconds ?? (from === to ? 0 : CHANGE_SECONDS);
  if (type === 2) return minSeconds ?? CHANGE_SECONDS;
  return type === 3 ? NO_CHANGES : undefined;
}
