import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createDataSource, sqlOf, transactions } from "@railbooker/runtime/database";
import { createLogger } from "@railbooker/runtime/logger";
import { repositoryRoot } from "@railbooker/scripts/servers/paths";
import { median, percentile } from "./context.js";

/** What it is asked: to search the timetable of a database. */
export interface SearchOrder {
  url: string;
  queries: number;
}

/** Milliseconds each. */
export interface SearchResult {
  calls: number;
  loading: number;
  ours: number;
  tail: number;
  baseline: number;
  /** The planner's median with once, twice and four times the trains. */
  growth: number[];
  /** Resident memory, in bytes, with a search thread at work. */
  rss: number;
}

interface Train {
  id: string;
  timeZone: string;
  dates: string[];
  calls: { location: string; arrival: number; departure: number; pickup: boolean; dropOff: boolean }[];
}
interface Plain {
  trains: Train[];
}
interface Loaded {
  network: { callCount: number; locationCount: number };
  locations: { id: string }[];
  timetables: { validFrom: string; validTo: string }[];
}
interface Range {
  from: number;
  to: number;
  axis: "departure";
  maxChanges: number;
  earliest: number;
  latest: number;
}
interface Pool {
  plan(query: object): Promise<unknown>;
  close(): Promise<void>;
}
interface Search {
  loadNetwork(inTransaction: unknown): Promise<Loaded>;
  createPlanner(network: unknown): { range(query: Range, checkTime: () => void): unknown };
  createPlannerPool(network: unknown, options: object): Pool;
  loadOracleNetwork(sql: unknown): Promise<Plain>;
  connectionsOf(network: Plain, from: number, to: number): { stations: Map<string, number> };
  earliestArrival(connections: unknown, from: number, to: number, at: number): unknown;
  compilePlain(plain: Plain & { locations: number }): unknown;
}

const files = [
  "network-store",
  "planner",
  "planner-pool",
  "testing/oracle-store",
  "testing/csa",
  "testing/random-network",
];
const folder = join(repositoryRoot, "services/booking/dist/timetable/journeys");
const search = Object.assign(
  {},
  ...(await Promise.all(files.map((file) => import(pathToFileURL(join(folder, `${file}.js`)).href)))),
) as Search;

const HOUR = 3600;
const DAY = 24 * HOUR;
const WARM_UP = 300;
const ROUNDS = 3;
const COPY_SHIFT_SECONDS = 11 * 60;

async function measure({ url, queries }: SearchOrder): Promise<SearchResult> {
  const dataSource = createDataSource({ url, schema: "booking", migrations: [], poolSize: 1 });
  await dataSource.initialize();
  const begun = performance.now();
  const loaded = await search.loadNetwork(transactions(dataSource));
  const loading = performance.now() - begun;
  const { rss } = await serving(loaded);
  const oracle = await search.loadOracleNetwork(sqlOf(dataSource));
  await dataSource.destroy();
  const asked = questions(loaded, queries + WARM_UP);
  const { ours, baseline } = compare(loaded, oracle, asked);
  return {
    ...{ calls: loaded.network.callCount, loading, rss },
    ours: median(ours),
    tail: percentile(ours, 0.95),
    baseline: median(baseline),
    growth: [1, 2, 4].map((times) => grown(loaded, oracle, asked, times)),
  };
}

const noLimit = () => undefined;

/**
 * Both answer each question in turn, so that what slows the machine down slows both; and all of them three times, of which the
 * quickest counts: on a busy machine the rest is waiting for a processor.
 */
function compare(loaded: Loaded, oracle: Plain, asked: readonly Range[]) {
  const planner = search.createPlanner(loaded.network);
  const first = Math.min(...asked.map(({ earliest }) => earliest));
  const connections = search.connectionsOf(oracle, first - DAY, first + 4 * DAY);
  const stationOf = (index: number) => connections.stations.get(loaded.locations[index]?.id ?? "") ?? 0;
  const ours = asked.map(() => Number.POSITIVE_INFINITY);
  const baseline = [...ours];
  for (let round = 0; round < ROUNDS; round += 1) {
    asked.forEach((query, index) => {
      const [from, to] = [stationOf(query.from), stationOf(query.to)];
      const start = performance.now();
      planner.range(query, noLimit);
      const middle = performance.now();
      search.earliestArrival(connections, from, to, query.earliest);
      const end = performance.now();
      ours[index] = Math.min(ours[index] ?? 0, middle - start);
      baseline[index] = Math.min(baseline[index] ?? 0, end - middle);
    });
  }
  return { ours: ours.slice(WARM_UP), baseline: baseline.slice(WARM_UP) };
}

/** Six hours each, between any two stations, on two days in the middle of the timetable. */
function questions({ network, timetables }: Loaded, count: number): Range[] {
  const [from, to] = [timetables[0]?.validFrom ?? "", timetables[0]?.validTo ?? ""].map(Date.parse);
  const middle = Math.floor(((from ?? 0) + (to ?? 0)) / 2 / DAY / 1000) * DAY;
  let state = 1;
  const below = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  return Array.from({ length: count }, () => {
    const origin = below(network.locationCount);
    const target = (origin + 1 + below(network.locationCount - 1)) % network.locationCount;
    const earliest = middle + below(42) * HOUR;
    const latest = earliest + 6 * HOUR - 1;
    return { from: origin, to: target, axis: "departure", maxChanges: 5, earliest, latest };
  });
}

/** The median with every train so many times, each some minutes after the other. */
function grown(loaded: Loaded, oracle: Plain, asked: readonly Range[], times: number): number {
  const indexes = new Map(loaded.locations.map(({ id }, index) => [id, String(index)]));
  const trains = Array.from({ length: times }, (_, copy) =>
    oracle.trains.map((train) => ({
      ...train,
      calls: train.calls.map((call) => ({
        ...call,
        location: indexes.get(call.location) ?? "0",
        arrival: call.arrival + copy * COPY_SHIFT_SECONDS,
        departure: call.departure + copy * COPY_SHIFT_SECONDS,
      })),
    })),
  ).flat();
  const planner = search.createPlanner(search.compilePlain({ trains, locations: loaded.locations.length }));
  const spent = asked.map((query) => {
    const start = performance.now();
    planner.range(query, noLimit);
    return performance.now() - start;
  });
  return median(spent.slice(WARM_UP));
}

/** Resident memory of a process that holds the timetable and has searched by departure and by arrival. */
async function serving(loaded: Loaded): Promise<{ rss: number }> {
  const log = createLogger({ service: "bench", level: "silent" });
  const pool = search.createPlannerPool(loaded.network, {
    size: 1,
    deadlineMs: 10_000,
    longestQueue: 10,
    log,
  });
  for (const { from, to, earliest } of questions(loaded, 100))
    for (const axis of ["departure", "arrival"])
      await pool.plan({ from, to, axis, order: "after", at: earliest, limit: 8, maxChanges: 5 });
  const { rss } = process.memoryUsage();
  await pool.close();
  return { rss };
}

process.on("message", (order: SearchOrder) => {
  measure(order).then(
    (result) => process.send?.(result),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.stack : String(error) }),
  );
});
process.send?.({ ready: true });
