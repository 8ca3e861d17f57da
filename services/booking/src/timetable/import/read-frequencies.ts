import { RowError } from "./feed-error.js";
import type { FeedSource } from "./feed-files.js";
import { readTable } from "./read-table.js";
import { parseTime } from "./times.js";

/** A trip that runs again and again: first departure from `start` on, then every `headway`, before `end`. Seconds of the service day. */
export interface Frequency {
  start: number;
  end: number;
  headway: number;
}

const SHORTEST_HEADWAY = 30;

/** By trip id; empty where the feed has no such file. @throws FeedError on a row that says nothing usable. */
export async function readFrequencies(
  source: FeedSource,
  trips: ReadonlyMap<string, unknown>,
): Promise<{ frequencies: Map<string, Frequency[]>; rows: number }> {
  const frequencies = new Map<string, Frequency[]>();
  const rows = await readTable(source, "frequencies.txt", {
    required: ["trip_id", "start_time", "end_time", "headway_secs"],
    onRow: (row) => {
      const tripId = row.get("trip_id");
      if (!trips.has(tripId)) throw new RowError(`trip "${tripId}" is not in trips.txt.`);
      const [start, end] = [parseTime(row.get("start_time")), parseTime(row.get("end_time"))];
      const headway = Number(row.get("headway_secs"));
      if (start === undefined || end === undefined || !(start < end))
        throw new RowError("start_time and end_time must be times, the end after the start.");
      if (!Number.isInteger(headway) || headway < SHORTEST_HEADWAY)
        throw new RowError(
          `headway_secs is "${row.get("headway_secs")}"; ${SHORTEST_HEADWAY} seconds or more are needed.`,
        );
      frequencies.set(tripId, [...(frequencies.get(tripId) ?? []), { start, end, headway }]);
    },
  });
  return { frequencies, rows };
}

/** The departures of a trip's first call, each once and in order. */
export function departuresOf(frequencies: readonly Frequency[]): number[] {
  const departures = new Set<number>();
  for (const { start, end, headway } of frequencies)
    for (let at = start; at < end; at += headway) departures.add(at);
  return [...departures].sort((a, b) => a - b);
}
