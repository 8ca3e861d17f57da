import type { Feed } from "./feed.js";
import { FeedError, RowError } from "./feed-error.js";
import type { FeedSource } from "./feed-files.js";
import { type ReadContext, wholeNumber } from "./read-feed.js";
import { readTable } from "./read-table.js";
import type { Staging } from "./staging-store.js";
import { parseTime } from "./times.js";

/** What is known of each trip by its index once all stop times have been read. */
export interface TripFacts {
  calls: Int32Array;
  /** Indexes of stops. */
  firstStop: Int32Array;
  lastStop: Int32Array;
  /** Seconds of the service day; -1 where it is blank or malformed. */
  firstDeparture: Int32Array;
}

/** In the staging table a malformed time is this, and a blank one null. */
const MALFORMED = -1;
const LARGEST_SEQUENCE = 2 ** 31 - 1;

/**
 * Streams stop_times.txt into the temporary table `import_calls`, with trips and stops as their indexes.
 * @throws FeedError on a row whose trip or stop is not in the feed.
 */
export async function stageCalls(
  { sql, copyInto }: Staging,
  source: FeedSource,
  { trips, stops }: Feed,
  { progress, count }: ReadContext,
): Promise<TripFacts> {
  await sql.rows(`
    CREATE TEMP TABLE import_calls (
      trip int NOT NULL, sequence int NOT NULL, stop int NOT NULL, arrival int, departure int,
      pickup bool NOT NULL, drop_off bool NOT NULL, record int NOT NULL
    ) ON COMMIT DROP`);
  const firstSequence = new Int32Array(trips.size).fill(LARGEST_SEQUENCE);
  const lastSequence = new Int32Array(trips.size).fill(-1);
  const facts: TripFacts = {
    calls: new Int32Array(trips.size),
    firstStop: new Int32Array(trips.size),
    lastStop: new Int32Array(trips.size),
    firstDeparture: new Int32Array(trips.size),
  };
  const columns = ["trip", "sequence", "stop", "arrival", "departure", "pickup", "drop_off", "record"];
  const copy = copyInto("import_calls", columns);
  const rows = await readTable(source, "stop_times.txt", {
    required: ["trip_id", "stop_id", "stop_sequence"],
    progress,
    onRow: (row) => {
      const [tripId, stopId] = [row.get("trip_id"), row.get("stop_id")];
      const trip = trips.get(tripId)?.index;
      const stop = stops.get(stopId)?.index;
      if (trip === undefined) throw new RowError(`trip "${tripId}" is not in trips.txt.`);
      if (stop === undefined) throw new RowError(`stop "${stopId}" is not in stops.txt.`);
      const sequence = wholeNumber(row, "stop_sequence");
      const arrival = seconds(row.get("arrival_time"));
      const departure = seconds(row.get("departure_time"));
      facts.calls[trip] = (facts.calls[trip] ?? 0) + 1;
      if (sequence < (firstSequence[trip] ?? 0)) {
        firstSequence[trip] = sequence;
        facts.firstStop[trip] = stop;
        facts.firstDeparture[trip] = departure ?? arrival ?? MALFORMED;
      }
      if (sequence > (lastSequence[trip] ?? 0)) {
        lastSequence[trip] = sequence;
        facts.lastStop[trip] = stop;
      }
      return copy.write([
        trip,
        sequence,
        stop,
        arrival ?? departure,
        departure ?? arrival,
        row.get("pickup_type") !== "1",
        row.get("drop_off_type") !== "1",
        row.record,
      ]);
    },
  });
  await copy.end();
  count("stop_times.txt", rows);
  if (rows === 0) throw new FeedError("stop_times.txt has no rows, so no train calls anywhere.");
  return facts;
}

function seconds(text: string): number | null {
  const time = parseTime(text);
  if (time === undefined) return null;
  return Number.isNaN(time) ? MALFORMED : time;
}
