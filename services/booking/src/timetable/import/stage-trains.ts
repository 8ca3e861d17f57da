import type { Feed, FeedTrip } from "./feed.js";
import { FeedError } from "./feed-error.js";
import { type KnownIds, stableIds } from "./ids.js";
import { departuresOf } from "./read-frequencies.js";
import type { Tally } from "./report.js";
import type { Services } from "./services.js";
import type { TripFacts } from "./stage-calls.js";
import type { Staging } from "./staging-store.js";
import { nameTrain } from "./train-name.js";

const MOST_TRAINS = 2_000_000;

export interface StagedTrains {
  count: number;
  /** Calls of all trains together. */
  calls: number;
  /** Whether a train's times are other than its trip's. */
  shifted: boolean;
  /** The services in use. */
  services: ReadonlySet<string>;
  /** By trip id; a trip that runs by frequency has none, since it became several trains. */
  ids: ReadonlyMap<string, string>;
}

interface Departure {
  /** What its stable id is made of. */
  feedId: string;
  shift: number;
}

const columns = ["trip", "shift", "id", "number", "name", "category", "route_type", "headsign", "service"];

/**
 * Writes the temporary table `import_trains`: the trips that can be sold, those with frequencies once for each departure.
 * @throws FeedError when not one is left.
 */
export async function stageTrains(
  { sql, copyInto }: Staging,
  feed: Feed,
  input: {
    facts: TripFacts;
    bad: ReadonlySet<number>;
    services: Services;
    feedName: string;
    known: KnownIds;
    tally: Tally;
  },
): Promise<StagedTrains> {
  const { facts, bad, services, feedName, known, tally } = input;
  const stopNames = stationNames(feed);
  const departures = new Map<string, Departure[]>();
  const used = new Set<string>();
  let [count, calls] = [0, 0];
  for (const [tripId, trip] of feed.trips) {
    const reason = whyUnusable(trip, facts, services);
    if (reason !== undefined) tally.add(reason, "trips.txt", trip.record, `trip ${tripId}`);
    if (reason !== undefined || bad.has(trip.index)) continue;
    const list = departuresOfTrip(feed, tripId, facts.firstDeparture[trip.index] ?? 0);
    departures.set(tripId, list);
    count += list.length;
    calls += list.length * (facts.calls[trip.index] ?? 0);
    if (count > MOST_TRAINS)
      throw new FeedError(`The feed comes to more than ${MOST_TRAINS} trains; split it by agency.`);
  }
  if (count === 0) throw new FeedError(`No trip of the feed can be used${reasons(tally)}.`);
  const feedIds = [...departures.values()].flatMap((list) => list.map(({ feedId }) => feedId));
  const ids = stableIds(feedIds, feedName, known);

  await sql.rows(`
    CREATE TEMP TABLE import_trains (
      trip int NOT NULL, shift int NOT NULL, id text NOT NULL, number text NOT NULL, name text NOT NULL, category text NOT NULL,
      route_type int NOT NULL, headsign text NOT NULL, service text NOT NULL
    ) ON COMMIT DROP`);
  const copy = copyInto("import_trains", columns);
  for (const [tripId, list] of departures) {
    const trip = feed.trips.get(tripId) as FeedTrip;
    const route = feed.routes.get(trip.routeId);
    const { number, name, category } = nameTrain(trip.shortName, route?.shortName ?? "", tripId);
    const service = services.nameOf(trip.service) ?? trip.service;
    used.add(service);
    const headsign = trip.headsign || (stopNames[facts.lastStop[trip.index] ?? 0] ?? "");
    for (const { feedId, shift } of list) {
      const id = ids.get(feedId) ?? feedId;
      await copy.write([trip.index, shift, id, number, name, category, route?.type ?? 2, headsign, service]);
    }
  }
  await copy.end();
  await sql.rows("ANALYZE import_trains");
  return { count, calls, shifted: feed.frequencies.size > 0, services: used, ids };
}

function whyUnusable(trip: FeedTrip, { calls }: TripFacts, services: Services): string | undefined {
  const count = calls[trip.index] ?? 0;
  if (count === 0) return "trips without stop times";
  if (count === 1) return "trips with a single call";
  return services.nameOf(trip.service) === undefined ? "trips that run on no date" : undefined;
}

function departuresOfTrip(feed: Feed, tripId: string, firstDeparture: number): Departure[] {
  const frequencies = feed.frequencies.get(tripId);
  if (frequencies === undefined) return [{ feedId: tripId, shift: 0 }];
  return departuresOf(frequencies).map((at) => ({
    feedId: `${tripId}@${String(Math.floor(at / 60)).padStart(4, "0")}${at % 60 === 0 ? "" : `-${at % 60}`}`,
    shift: at - firstDeparture,
  }));
}

/** By index of the stop, the name of its station. */
function stationNames({ stops }: Feed): string[] {
  return [...stops.values()].map((stop) => (stops.get(stop.parent) ?? stop).name);
}

function reasons(tally: Tally): string {
  const why = tally.counts().map(({ reason, count }) => `${count} ${reason}`);
  return why.length === 0 ? "" : ` (${why.join(", ")})`;
}
