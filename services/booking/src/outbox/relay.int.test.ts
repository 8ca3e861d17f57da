import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import type { EventPublisher } from "@railbooker/events/bus";
import { streamKey } from "@railbooker/events/keys";
import { createPublisher } from "@railbooker/events/publisher";
import { systemClock } from "@railbooker/runtime/clock";
import {
  createDataSource,
  type InTransaction,
  migrate,
  type Sql,
  sqlOf,
  transactions,
} from "@railbooker/runtime/database";
import { createLogger } from "@railbooker/runtime/logger";
import { closeRedis, createRedis } from "@railbooker/runtime/redis";
import { createTestDatabase, type TestDatabase } from "@railbooker/runtime/testing/postgres";
import { testRedisUrl } from "@railbooker/runtime/testing/redis";
import { waitFor } from "@railbooker/runtime/testing/wait";
import type { Redis } from "ioredis";
import type { DataSource } from "typeorm";
import { Outbox1790000000005 } from "../database/migrations/5-outbox.js";
import { createLeaderConnection } from "./leader.js";
import { createOutbox } from "./outbox.js";
import { createRelay, type Relay } from "./relay.js";

const migrations = [Outbox1790000000005];
const log = createLogger({ service: "test", level: "silent" });
const outbox = createOutbox(systemClock, () => undefined);
let database: TestDatabase;
let dataSource: DataSource;
let sql: Sql;
let inTransaction: InTransaction;
let redis: Redis;
const relays: Relay[] = [];

beforeAll(async () => {
  database = await createTestDatabase("outbox", "1", (url) =>
    migrate({ url, schema: "booking", migrations }),
  );
  dataSource = createDataSource({ url: database.url, schema: "booking", migrations });
  await dataSource.initialize();
  sql = sqlOf(dataSource);
  inTransaction = transactions(dataSource);
  redis = createRedis(await testRedisUrl(), "background", log);
});

afterEach(async () => {
  for (const relay of relays.splice(0)) await relay.stop();
  await sql.rows("TRUNCATE outbox");
  await redis.flushdb();
});

afterAll(async () => {
  await closeRedis(redis);
  await dataSource.destroy();
  await database.drop();
});

function startRelay(publisher: EventPublisher = createPublisher(redis)): Relay {
  const relay = createRelay({
    leader: createLeaderConnection(database.url, "booking"),
    publisher,
    log,
    pollMs: 20,
  });
  relay.start();
  relays.push(relay);
  return relay;
}

const append = (sqlOfTransaction: Sql, holdId: string, version = 1) =>
  outbox.append(sqlOfTransaction, {
    name: "HoldExpired",
    aggregateId: holdId,
    aggregateVersion: version,
    data: { holdId, userId: randomUUID(), expiresAt: "2026-03-01T10:00:00Z" },
  });

async function inStream(): Promise<string[]> {
  const entries = await redis.xrange(streamKey, "-", "+");
  return entries.map(([, [, event]]) => JSON.parse(event ?? "{}").data.holdId);
}

test("committed events are published once and in order; what was rolled back is not", async () => {
  const ids = Array.from({ length: 50 }, () => randomUUID());
  for (const id of ids) await inTransaction((tx) => append(tx, id));
  await inTransaction(async (tx) => {
    await append(tx, "rolled-back");
    throw new Error("changed our mind");
  }).catch(() => undefined);
  startRelay();
  await waitFor("all events", async () => (await inStream()).length >= ids.length);
  expect(await inStream()).toEqual(ids);
});

test("a row that commits late with a lower id is not skipped", async () => {
  startRelay();
  let commitLate: () => void = () => undefined;
  const late = inTransaction(async (tx) => {
    await append(tx, "late");
    await new Promise<void>((resolve) => {
      commitLate = resolve;
    });
  });
  await waitFor(
    "the late row's id to be taken",
    async () => (await sql.rows("SELECT 1 FROM pg_locks WHERE relation = 'outbox'::regclass")).length > 0,
  );
  await inTransaction((tx) => append(tx, "early"));
  await waitFor("the early event", async () => (await inStream()).includes("early"));
  commitLate();
  await late;
  await waitFor("the late event", async () => (await inStream()).includes("late"));
  expect(await inStream()).toEqual(["early", "late"]);
});

test("of two relays one leads, and the other takes over when it stops", async () => {
  const first = startRelay();
  startRelay();
  for (let i = 0; i < 20; i++) await inTransaction((tx) => append(tx, `a${i}`));
  await waitFor("the first events", async () => (await inStream()).length >= 20);
  await first.stop();
  for (let i = 0; i < 20; i++) await inTransaction((tx) => append(tx, `b${i}`));
  await waitFor("the rest", async () => (await inStream()).length >= 40);
  expect(new Set(await inStream()).size).toBe(40);
});

test("a relay that dies between publishing and marking doubles nothing", async () => {
  const publisher = createPublisher(redis);
  let deaths = 0;
  startRelay({
    publish: async (events) => {
      const added = await publisher.publish(events);
      if (deaths++ < 1) throw new Error("died after publishing");
      return added;
    },
  });
  await inTransaction((tx) => append(tx, "once"));
  await waitFor(
    "the row to be marked",
    async () => (await sql.rows("SELECT 1 FROM outbox WHERE published_at IS NOT NULL")).length === 1,
    15_000,
  );
  expect(deaths).toBeGreaterThan(1);
  expect(await inStream()).toEqual(["once"]);
});

test("with the publisher away events wait, and flow when it is back", async () => {
  let away = true;
  const publisher = createPublisher(redis);
  startRelay({ publish: (events) => (away ? Promise.reject(new Error("away")) : publisher.publish(events)) });
  await inTransaction((tx) => append(tx, "patient"));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await inStream()).toEqual([]);
  away = false;
  await waitFor("the event", async () => (await inStream()).length === 1);
});

test("a relay whose connection is cut leads again", async () => {
  startRelay();
  await inTransaction((tx) => append(tx, "before"));
  await waitFor("the first event", async () => (await inStream()).length === 1);
  await sql.rows(
    "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
  );
  await inTransaction((tx) => append(tx, "after"));
  await waitFor("the second event", async () => (await inStream()).length === 2, 15_000);
  expect(await inStream()).toEqual(["before", "after"]);
});

test("two events that claim the same version of one aggregate are refused", async () => {
  await inTransaction((tx) => append(tx, "same"));
  await expect(inTransaction((tx) => append(tx, "same"))).rejects.toMatchObject({ code: "23505" });
});
