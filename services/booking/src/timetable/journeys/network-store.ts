import type { InTransaction, Sql } from "@railbooker/runtime/database";
import { type LiveTimetable, liveTimetables } from "../timetable-store.js";
import type { TransferRow } from "./compile-transfers.js";
import type { Network } from "./network.js";
import { createNetworkBuilder, type NetworkCall } from "./network-builder.js";

/** What a location is called and whose time it keeps. */
export interface NamedLocation {
  id: string;
  name: string;
  timeZone: string;
}

export interface NamedTrain {
  id: string;
  number: string;
  name: string;
  category: string;
  routeType: number;
}

/** The live timetables as the process holds them: what a scan reads, and what its answers are told by. */
export interface LoadedNetwork {
  network: Network;
  timetables: LiveTimetable[];
  locations: NamedLocation[];
  locationIndex: ReadonlyMap<string, number>;
  trains: NamedTrain[];
  trainIndex: ReadonlyMap<string, number>;
  /** Of each call: its platform as an index of `platforms` (0 for none) and the kilometres from the train's first call. */
  callPlatform: Uint16Array;
  platforms: string[];
  callKm: Float64Array;
}

/** Rows read at once: enough to be quick, few enough that reading a large feed neither fills memory nor holds others up. */
const BATCH = 10_000;

const CALLS = `
  SELECT train_id, position, location_id, arrival_seconds, departure_seconds, platform, pickup, drop_off, distance_km
  FROM calls WHERE (train_id, position) > ($1, $2) ORDER BY train_id, position LIMIT ${BATCH}`;

interface CallRow {
  train_id: string;
  position: number;
  location_id: string;
  arrival_seconds: number;
  departure_seconds: number;
  platform: string | null;
  pickup: boolean;
  drop_off: boolean;
  distance_km: number;
}

/** Reads every live timetable in one snapshot, batch by batch. */
export async function loadNetwork(inTransaction: InTransaction): Promise<LoadedNetwork> {
  return await inTransaction(async (sql) => {
    await sql.rows("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    const timetables = await liveTimetables(sql);
    const locations = await sql.rows<NamedLocation>(
      `SELECT id, name, time_zone AS "timeZone" FROM locations ORDER BY id`,
    );
    const locationIndex = new Map(locations.map(({ id }, index) => [id, index]));
    const [counts] = await sql.rows<{ trains: number; calls: number }>(
      "SELECT (SELECT count(*)::int FROM trains) AS trains, (SELECT count(*)::int FROM calls) AS calls",
    );
    const { trains: trainTotal, calls: callTotal } = counts ?? { trains: 0, calls: 0 };
    const builder = createNetworkBuilder(timetables, locations.length, {
      trains: trainTotal,
      calls: callTotal,
    });
    const services = await loadServices(sql, timetables, builder);
    const trains = await sql.rows<NamedTrain & { service: string; timetable: string }>(
      `SELECT t.id, t.number, t.name, t.category, t.route_type AS "routeType", t.service, t.timetable_id::text AS timetable
       FROM trains t JOIN timetables tt ON tt.id = t.timetable_id WHERE tt.live ORDER BY t.id`,
    );
    const trainIndex = new Map<string, number>();
    const named = trains.flatMap(({ service, timetable, ...train }) => {
      const number = services.get(`${timetable} ${service}`);
      if (number === undefined) return [];
      trainIndex.set(train.id, builder.addTrain(number));
      return [train];
    });
    const details = await loadCalls(sql, builder, { trainIndex, locationIndex, callTotal });
    const network = builder.finish(await loadTransfers(sql, locationIndex));
    return { network, timetables, locations, locationIndex, trains: named, trainIndex, ...details };
  });
}

type Builder = ReturnType<typeof createNetworkBuilder>;

async function loadServices(
  sql: Sql,
  timetables: readonly LiveTimetable[],
  builder: Builder,
): Promise<Map<string, number>> {
  const services = new Map<string, number>();
  for (const [index, { id }] of timetables.entries()) {
    // A year of a national railway has hundreds of thousands of service dates: one row for each service.
    const rows = await sql.rows<{ service: string; dates: string[] }>(
      "SELECT service, array_agg(date::text) AS dates FROM service_dates WHERE timetable_id = $1 GROUP BY service",
      [id],
    );
    for (const { service, dates } of rows) {
      const number = builder.addService(index);
      services.set(`${id} ${service}`, number);
      for (const date of dates) builder.addServiceDate(number, date);
    }
  }
  return services;
}

async function loadCalls(
  sql: Sql,
  builder: Builder,
  {
    trainIndex,
    locationIndex,
    callTotal,
  }: {
    trainIndex: ReadonlyMap<string, number>;
    locationIndex: ReadonlyMap<string, number>;
    callTotal: number;
  },
): Promise<Pick<LoadedNetwork, "callPlatform" | "platforms" | "callKm">> {
  const callPlatform = new Uint16Array(callTotal);
  const callKm = new Float64Array(callTotal);
  const platforms = new Map<string, number>([["", 0]]);
  const flush = (rows: readonly CallRow[]) => {
    const [first] = rows;
    const train = first && trainIndex.get(first.train_id);
    if (train === undefined) return;
    const start = builder.addCalls(train, rows.map(callOf(locationIndex)));
    rows.forEach(({ platform, distance_km }, position) => {
      const index = platforms.get(platform ?? "") ?? platforms.size;
      platforms.set(platform ?? "", index);
      callPlatform[start + position] = index;
      callKm[start + position] = distance_km;
    });
  };
  let pending: CallRow[] = [];
  let after: [string, number] = ["", -1];
  for (let size = BATCH; size === BATCH; ) {
    const rows = await sql.rows<CallRow>(CALLS, after);
    size = rows.length;
    for (const row of rows) {
      if (row.train_id !== pending[0]?.train_id) {
        flush(pending);
        pending = [];
      }
      pending.push(row);
      after = [row.train_id, row.position];
    }
  }
  flush(pending);
  return { callPlatform, platforms: [...platforms.keys()], callKm };
}

const callOf =
  (locationIndex: ReadonlyMap<string, number>) =>
  (row: CallRow): NetworkCall => ({
    location: locationIndex.get(row.location_id) ?? 0,
    arrival: row.arrival_seconds,
    departure: row.departure_seconds,
    pickup: row.pickup,
    dropOff: row.drop_off,
  });

/** Rules about places; those about two trains are not held. */
async function loadTransfers(sql: Sql, locationIndex: ReadonlyMap<string, number>): Promise<TransferRow[]> {
  const [{ present } = { present: false }] = await sql.rows<{ present: boolean }>(
    "SELECT to_regclass('transfers') IS NOT NULL AS present",
  );
  if (!present) return [];
  const rows = await sql.rows<{ from: string; to: string; type: number; minSeconds: number | null }>(
    `SELECT r.from_location AS "from", r.to_location AS "to", r.type, r.min_seconds AS "minSeconds"
     FROM transfers r JOIN timetables tt ON tt.id = r.timetable_id
     WHERE tt.live AND r.from_train IS NULL AND r.to_train IS NULL`,
  );
  return rows.flatMap((row) => {
    const [from, to] = [locationIndex.get(row.from), locationIndex.get(row.to)];
    return from === undefined || to === undefined ? [] : [{ ...row, from, to }];
  });
}
