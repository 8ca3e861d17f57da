import { randomUUID } from "node:crypto";
import { byKeys, createDataSource, type Sql, sqlOf, transactions } from "@railbooker/runtime/database";
import { migrate } from "@railbooker/runtime/migrations";
import { createTestDatabase } from "@railbooker/runtime/testing/postgres";
import { migrations } from "../../database/migrations.js";
import { createOutbox } from "../../outbox/outbox.js";
import { type CreateHoldDeps, createHold } from "../create-hold.js";
import { buildFormation, type CoachPlan } from "../formation.js";
import type { Hold } from "../hold.js";
import { createKnownRuns } from "../known-runs.js";
import { createRecentTakes } from "../recent-takes.js";
import type { LegRequest } from "../resolve-leg.js";
import type { SeatNews } from "../seat-news.js";

export interface SeatingWorldOptions {
  /** Segments of the run; its locations are "L0", "L1" and so on. */
  segments: number;
  plan: readonly CoachPlan[];
  purchaseLimit?: number;
  news?: SeatNews;
  poolSize?: number;
}

/** 1 March 2027, two hours before the run sets out. */
export const start = new Date("2027-03-01T06:00:00Z");
export const runId = "T1.2027-03-01";
export const holdMinutes = 10;

export const silent: SeatNews = { seatsChanged: () => undefined, holdChanged: () => undefined };

export type SeatingWorld = Awaited<ReturnType<typeof openSeating>>;

/** A database with two runs of one kind, T1 and T2, and the inventory on it as in production; the clock is moved by hand. */
export async function openSeating(options: SeatingWorldOptions) {
  const { segments, plan, poolSize = 6 } = options;
  const version = migrations.map((migration) => migration.name).join();
  const database = await createTestDatabase("seating", version, (url) =>
    migrate({ url, schema: "booking", migrations }),
  );
  const dataSource = createDataSource({
    url: database.url,
    schema: "booking",
    migrations,
    poolSize,
    settings: byKeys,
  });
  await dataSource.initialize();
  const sql = sqlOf(dataSource);
  await insertTrains(sql, segments);
  let offsetMs = 0;
  const clock = () => new Date(start.getTime() + offsetMs);
  const formation = buildFormation(plan);
  const deps: CreateHoldDeps = {
    sql,
    inTransaction: transactions(dataSource),
    outbox: createOutbox(clock, () => undefined),
    clock,
    news: options.news ?? silent,
    formationFor: async (_sql, runs) => runs.map(() => formation),
    priceOf: async (_sql, legs) =>
      legs.map(() => ({ byType: { adult: 1000, child: 500, senior: 750 }, currency: "EUR" })),
    holdMinutes,
    purchaseLimit: options.purchaseLimit,
    recent: createRecentTakes(),
    known: createKnownRuns(),
    onHeld: () => undefined,
  };
  return {
    url: database.url,
    sql,
    deps,
    /** As another process would: nothing in memory is shared but the clock. */
    process: () => createHold({ ...deps, recent: createRecentTakes(), known: createKnownRuns() }),
    pass: (ms: number) => {
      offsetMs += ms;
    },
    close: async () => {
      await dataSource.destroy();
      await database.drop();
    },
  };
}

async function insertTrains(sql: Sql, segments: number): Promise<void> {
  await sql.rows(
    `INSERT INTO timetables (feed, live, valid_from, valid_to, time_zone, max_seconds, imported_at)
     VALUES ('test', true, '2027-03-01', '2027-03-31', 'UTC', 86400, now())`,
  );
  await sql.rows(
    `INSERT INTO locations (id, feed, name, search_name, latitude, longitude, time_zone, size)
     SELECT 'L' || i, 'test', 'Place ' || i, 'place ' || i, 50, 8, 'UTC', 1 FROM generate_series(0, $1) AS i`,
    [segments],
  );
  await sql.rows(
    `INSERT INTO trains (id, timetable_id, number, name, category, route_type, headsign, service)
     SELECT t, (SELECT id FROM timetables), t, 'ICE ' || t, 'ICE', 101, '', 's' FROM unnest('{T1,T2}'::text[]) AS t`,
  );
  await sql.rows(
    `INSERT INTO calls (train_id, position, location_id, arrival_seconds, departure_seconds, pickup, drop_off, distance_km)
     SELECT t, i, 'L' || i, 28800 + i * 600, 28830 + i * 600, true, true, i * 50
       FROM unnest('{T1,T2}'::text[]) AS t, generate_series(0, $1) AS i`,
    [segments],
  );
  await sql.rows(
    "INSERT INTO service_dates (timetable_id, service, date) SELECT id, 's', '2027-03-01' FROM timetables",
  );
}

/** A leg in second class between two calls of T1, by position. */
export const leg = (from: number, to: number, more: Partial<LegRequest> = {}): LegRequest => ({
  runId,
  from: `L${from}`,
  to: `L${to}`,
  serviceClass: "second",
  fare: "flex",
  ...more,
});

export const command = (legs: LegRequest[], passengers = 1, userId: string = randomUUID()) => ({
  userId,
  legs,
  passengers,
});

export const seatIds = (hold: Hold, index = 0): string[] =>
  hold.legs[index]?.seats.map((seat) => seat.id) ?? [];
