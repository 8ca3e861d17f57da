import type { Feed, FeedCall } from "./feed.js";
import { FeedError } from "./feed-error.js";
import type { createTally } from "./report.js";
import { completeTimes, type Times } from "./times.js";

export type TimedCall = Omit<FeedCall, "arrival" | "departure"> & Times;

export interface UsableTrip {
  tripId: string;
  routeId: string;
  service: string;
  headsign: string;
  shortName: string;
  /** In order, with every time known; two at least. */
  calls: TimedCall[];
}

/**
 * The trips that can be sold, what is wrong with the others going into the tally.
 * @throws FeedError when not one is left.
 */
export function usableTrips(
  feed: Feed,
  services: ReadonlyMap<string, ReadonlySet<string>>,
  tally: ReturnType<typeof createTally>,
): UsableTrip[] {
  const usable: UsableTrip[] = [];
  for (const [tripId, trip] of feed.trips) {
    const calls = timedCalls(trip.calls);
    const reason =
      trip.calls.length === 0
        ? "trips without stop times"
        : trip.calls.length === 1
          ? "trips with a single call"
          : (services.get(trip.service)?.size ?? 0) === 0
            ? "trips that run on no date"
            : calls === undefined
              ? "trips whose times are missing, malformed or run backwards"
              : undefined;
    if (reason === undefined && calls !== undefined) usable.push({ ...trip, tripId, calls });
    else tally.add(reason ?? "", `trip ${tripId}`);
  }
  if (usable.length > 0) return usable;
  const why = tally.list().map(({ reason, count }) => `${count} ${reason}`);
  throw new FeedError(`No trip of the feed can be used (${why.join(", ") || "trips.txt has no rows"}).`);
}

function timedCalls(calls: readonly FeedCall[]): TimedCall[] | undefined {
  const ordered = [...calls].sort((a, b) => a.sequence - b.sequence);
  const times = completeTimes(ordered);
  if (times === undefined) return undefined;
  return ordered.map((call, index) => ({ ...call, ...(times[index] ?? { arrival: 0, departure: 0 }) }));
}
