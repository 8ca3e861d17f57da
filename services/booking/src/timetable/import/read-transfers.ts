import type { Feed } from "./feed.js";
import { RowError } from "./feed-error.js";
import type { FeedSource } from "./feed-files.js";
import type { ReadContext } from "./read-feed.js";
import { type Row, readTable } from "./read-table.js";
import type { TripFacts } from "./stage-calls.js";
import type { LocationIds } from "./stage-stops.js";

/** As in GTFS: 0 recommended, 1 the other train waits, 2 needs `minSeconds`, 3 not possible, 4 stay seated, 5 leave and board anew. */
export interface Transfer {
  from: string;
  to: string;
  fromTrain: string | null;
  toTrain: string | null;
  type: number;
  minSeconds: number | null;
}

export interface TransferInput {
  feed: Feed;
  facts: TripFacts;
  locationIds: LocationIds;
  trainIds: ReadonlyMap<string, string>;
}

const IMPOSSIBLE = 3;
const FILE = "transfers.txt";

/** Changes between stations, one for each pair of stations and trains: platforms of one station are one location. */
export async function readTransfers(
  source: FeedSource,
  input: TransferInput,
  { count, tally }: ReadContext,
): Promise<Transfer[]> {
  const transfers = new Map<string, Transfer>();
  const rows = await readTable(source, FILE, {
    required: [],
    onRow: (row) => {
      const transfer = transferOf(row, input);
      if (typeof transfer === "string") {
        tally.add(transfer, FILE, row.record, `${row.get("from_stop_id")} to ${row.get("to_stop_id")}`);
        return;
      }
      const { from, to, fromTrain, toTrain } = transfer;
      const key = [from, to, fromTrain, toTrain].join("\n");
      const known = transfers.get(key);
      transfers.set(key, known === undefined ? transfer : merged(known, transfer));
    },
  });
  count(FILE, rows);
  return [...transfers.values()];
}

/** What a row says, or why nothing is taken from it. @throws RowError for a stop or trip that is not in the feed. */
function transferOf(row: Row, { feed, facts, locationIds, trainIds }: TransferInput): Transfer | string {
  const type = Number(row.get("transfer_type"));
  if (!Number.isInteger(type) || type < 0 || type > 5) return "transfers of an unknown type";
  if (row.get("from_route_id") !== "" || row.get("to_route_id") !== "")
    return "transfers that hold for single routes only";
  const trips = [row.get("from_trip_id"), row.get("to_trip_id")].map((tripId) => {
    const trip = tripId === "" ? undefined : feed.trips.get(tripId);
    if (tripId !== "" && trip === undefined) throw new RowError(`trip "${tripId}" is not in trips.txt.`);
    return { tripId, trip };
  });
  const [fromTrip, toTrip] = trips;
  const staysSeated = type >= 4;
  if (staysSeated && !(fromTrip?.trip && toTrip?.trip))
    return "transfers to stay seated that do not name two trips";
  const trains = trips.map(({ tripId }) => (tripId === "" ? null : trainIds.get(tripId)));
  const [fromTrain, toTrain] = trains;
  if (fromTrain === undefined || toTrain === undefined) return "transfers of trips that are left out";
  const from = stopIn(row, "from_stop_id", feed) ?? facts.lastStop[fromTrip?.trip?.index ?? -1];
  const to = stopIn(row, "to_stop_id", feed) ?? facts.firstStop[toTrip?.trip?.index ?? -1];
  const [fromId, toId] = [locationIds[from ?? -1], locationIds[to ?? -1]];
  if (fromId === undefined || toId === undefined) return "transfers without a stop";
  const text = row.get("min_transfer_time");
  const minSeconds = /^\d{1,6}$/.test(text) ? Number(text) : null;
  if (type === 2 && minSeconds === null) return "transfers of type 2 without min_transfer_time";
  return { from: fromId, to: toId, fromTrain, toTrain, type, minSeconds };
}

function stopIn(row: Row, column: string, { stops }: Feed): number | undefined {
  const stopId = row.get(column);
  if (stopId === "") return undefined;
  const stop = stops.get(stopId);
  if (stop === undefined) throw new RowError(`stop "${stopId}" is not in stops.txt.`);
  return stop.index;
}

/** Of several platforms the longest time counts, and a change is impossible only where none allows it. */
function merged(a: Transfer, b: Transfer): Transfer {
  if (a.type === IMPOSSIBLE) return b;
  if (b.type === IMPOSSIBLE) return a;
  return (a.minSeconds ?? -1) >= (b.minSeconds ?? -1) ? a : b;
}
