import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { notificationGroup, streamKey, streamKeys } from "@railbooker/events/keys";
import { createStreamWriter, type StreamWriter } from "@railbooker/events/stream-writer";
import { systemClock } from "@railbooker/runtime/clock";
import {
  createDataSource,
  type InTransaction,
  type Sql,
  sqlOf,
  transactions,
} from "@railbooker/runtime/database";
import { createLogger } from "@railbooker/runtime/logger";
import { migrate } from "@railbooker/runtime/migrations";
import { closeRedis, createRedis } from "@railbooker/runtime/redis";
import { createTestDatabase, type TestDatabase } from "@railbooker/runtime/testing/postgres";
import { testRedisUrl } from "@railbooker/runtime/testing/redis";
import { waitFor } from "@railbooker/runtime/testing/wait";
import type { Redis } from "ioredis";
import type { DataSource } from "typeorm";
import { Outbox1790000000005 } from "../database/migrations/5-outbox.js";
import { OutboxStreams1790000000023 } from "../database/migrations/23-outbox-streams.js";
import { OutboxHome1790000000031 } from "../database/migrations/31-outbox-home.js";
import { createRelays, type RelaysOptions } from "./create-relays.js";
import { createOutbox } from "./outbox.js";
import type { Relay } from "./relay.js";

const migrations = [Outbox1790000000005, OutboxStreams1790000000023, OutboxHome1790000000031];
const log = createLogger({ service: "test", level: "silent" });
const outbox = createOutbox(systemClock, () => undefined);
let database: TestDatabase;
let dataSource: DataSource;
let sql: Sql;
let inTransaction: InTransaction;
let redis: Redis;
let replayed = 0;
const relays: Relay[] = [];

beforeAll(async () => {
  database = await createTestDatabase("outbox", "31", (url) =>
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
  await sql.rows("TRUNCATE outbox, outbox_streams");
  replayed = 0;
  await redis.flushdb();
});

afterAll(async () => {
  await closeRedis(redis);
  await dataSource.destroy();
  await database.drop();
});

function startRelay(
  writer: StreamWriter = createStreamWriter(redis),
  options: Partial<RelaysOptions> = {},
): Relay {
  const relay = createRelays({
    databaseUrl: database.url,
    schema: "booking",
    writers: [writer],
    retentionHours: 72,
    log,
    observe: () => ({
      publishing: () => () => undefined,
      replaying: (events) => {
        replayed += events;
      },
    }),
    pollMs: 20,
    checkMs: 50,
    ...options,
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

async function inStream(stream = streamKey): Promise<string[]> {
  const entries = await redis.xrange(stream, "-", "+");
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
  const writer = createStreamWriter(redis);
  let deaths = 0;
  startRelay({
    ...writer,
    publish: async (mark, events) => {
      const published = await writer.publish(mark, events);
      if (deaths++ < 1) throw new Error("died after publishing");
      return published;
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
  expect(replayed).toBe(0);
});

test("with Redis away events wait, and flow when it is back", async () => {
  let away = true;
  const writer = createStreamWriter(redis);
  startRelay({
    ...writer,
    publish: (mark, events) => (away ? Promise.reject(new Error("away")) : writer.publish(mark, events)),
  });
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

const keys = Object.values(streamKeys()).filter((key) => typeof key === "string");
const unpublished = async () =>
  (await sql.rows<{ n: number }>("SELECT count(*)::int AS n FROM outbox WHERE published_at IS NULL"))[0]?.n;
const allPublished = () => waitFor("all rows to be published", async () => (await unpublished()) === 0);

async function publishThrough(...holdIds: string[]): Promise<void> {
  for (const holdId of holdIds) await inTransaction((tx) => append(tx, holdId));
  await allPublished();
}

test.each([
  ["wiped", () => redis.flushdb()],
  ["deleted alone", () => redis.del(streamKey)],
  [
    "deleted, and made anew by a consumer",
    async () => {
      await redis.del(streamKey);
      await redis.xgroup("CREATE", streamKey, notificationGroup, "0", "MKSTREAM");
    },
  ],
])("a stream that is %s while nothing happens is published again", async (_how, lose) => {
  startRelay();
  await publishThrough("a", "b", "c");
  await lose();
  await waitFor("the events to be back", async () => (await inStream()).length === 3);
  expect(await inStream()).toEqual(["a", "b", "c"]);
  await allPublished();
  expect(replayed).toBe(3);
});

test("a stream set back by its last second gets what it lacks, once and in order", async () => {
  startRelay();
  await publishThrough("a", "b");
  const before = await Promise.all(keys.map((key) => redis.dumpBuffer(key)));
  await publishThrough("c", "d");
  await Promise.all(keys.map((key, i) => redis.restore(key, 0, before[i] as Buffer, "REPLACE")));
  await waitFor("the events to be back", async () => (await inStream()).length === 4);
  await publishThrough("e");
  expect(await inStream()).toEqual(["a", "b", "c", "d", "e"]);
  expect(replayed).toBe(4);
});

test("a stream that was set back while no relay ran is found by the next", async () => {
  const first = startRelay();
  await publishThrough("a");
  const before = await Promise.all(keys.map((key) => redis.dumpBuffer(key)));
  await publishThrough("b");
  await first.stop();
  await Promise.all(keys.map((key, i) => redis.restore(key, 0, before[i] as Buffer, "REPLACE")));
  startRelay();
  await waitFor("the event to be back", async () => (await inStream()).length === 2);
  expect(await inStream()).toEqual(["a", "b"]);
});

test("a database set back behind the stream has its events published again", async () => {
  const first = startRelay();
  await publishThrough("a");
  await first.stop();
  // Redis knows of a term that Postgres has not given: what Postgres holds for published may lie in a lost future.
  await sql.rows("UPDATE outbox_streams SET term = term - 1, seq_term = term - 1");
  await redis.hincrby(streamKeys().mark, "term", 1);
  startRelay();
  await waitFor("the replay", () => replayed === 1);
  await allPublished();
  expect(await inStream()).toEqual(["a"]);
});

test("a database restored or failed over has what is young published again, although Redis holds it for published", async () => {
  const first = startRelay();
  await publishThrough("old", "a", "b");
  await first.stop();
  await sql.rows("UPDATE outbox SET created_at = now() - interval '2 hours' WHERE subject = 'holds/old'");
  // As on another timeline. Redis has not lost anything, and knows no more than one batch of the future.
  await sql.rows("UPDATE outbox_streams SET home = replace(home, '/0', '/F')");
  const second = startRelay();
  await waitFor("both to be there again", async () => (await inStream()).length === 5);
  await allPublished();
  expect(await inStream()).toEqual(["old", "a", "b", "a", "b"]);
  expect(replayed).toBe(2);
  await second.stop();
  startRelay();
  await publishThrough("c");
  expect(replayed).toBe(2);
});

test("an older copy of the database's disk put back in place has what is young published again", async () => {
  const first = startRelay();
  await publishThrough("a", "b");
  const written = async () => BigInt((await redis.hget(streamKeys().mark, "written")) ?? "0");
  await waitFor("it to be remembered how far Postgres had written", async () => (await written()) > 0n);
  await first.stop();
  // As if more had been written since: the term, the sequence and the history of Postgres are those that Redis knows.
  await redis.hset(streamKeys().mark, "written", String((await written()) + 1_000_000_000_000n));
  const second = startRelay();
  await waitFor("both to be there again", async () => (await inStream()).length === 4);
  await allPublished();
  expect(await inStream()).toEqual(["a", "b", "a", "b"]);
  await second.stop();
  startRelay();
  await publishThrough("c");
  expect(replayed).toBe(2);
});

test("Redis away while a database that moved is found: it is found again", async () => {
  const first = startRelay();
  await publishThrough("a");
  await first.stop();
  await sql.rows("UPDATE outbox_streams SET home = 'elsewhere'");
  const sound = createStreamWriter(redis);
  let refusals = 0;
  const flaky: StreamWriter = {
    ...sound,
    restart: async (mark, forget) => {
      refusals += 1;
      if (refusals === 1) throw new Error("Redis is away");
      return sound.restart(mark, forget);
    },
  };
  startRelay(flaky);
  await waitFor("it to be there again", async () => (await inStream()).length === 2);
  expect(await inStream()).toEqual(["a", "a"]);
  expect(refusals).toBe(2);
});

test("an orderly handover publishes nothing again", async () => {
  const first = startRelay();
  await publishThrough("a", "b");
  await first.stop();
  startRelay();
  await publishThrough("c");
  expect(await inStream()).toEqual(["a", "b", "c"]);
  expect(replayed).toBe(0);
});

test("a relay that wakes up late is refused", async () => {
  const writer = createStreamWriter(redis);
  const late = { epoch: randomUUID(), term: 1, seq: 0 };
  expect(await writer.restart(late)).toBe(true);
  expect(await writer.open({ ...late, term: 2, seqTerm: 1 })).toEqual({
    state: "sound",
    seq: 0,
    written: 0n,
  });
  expect(await writer.publish(late, [{ id: "x", event: "{}" }])).toEqual({ state: "lost" });
  expect(await writer.restart({ ...late, epoch: randomUUID() })).toBe(false);
  await writer.remember(late, 5n);
  const next = { ...late, term: 3, seqTerm: 2 };
  expect(await writer.open(next)).toMatchObject({ written: 0n });
  await writer.remember(next, 5n);
  expect(await writer.open({ ...next, term: 4 })).toMatchObject({ written: 5n });
  expect(await inStream()).toEqual([]);
});

test("a full stream makes events wait in the outbox, and loses none that a group still needs", async () => {
  await redis.xgroup("CREATE", streamKey, notificationGroup, "0", "MKSTREAM");
  const ids = Array.from({ length: 30 }, (_, i) => `e${i}`);
  startRelay(createStreamWriter(redis, { longest: 10 }));
  await publishThrough(...ids.slice(0, 10));
  for (const id of ids.slice(10)) await inTransaction((tx) => append(tx, id));
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await unpublished()).toBe(20);
  const read: string[] = [];
  await waitFor("all to be read", async () => {
    const reply = await redis.xreadgroup(
      "GROUP",
      notificationGroup,
      "c",
      "COUNT",
      5,
      "STREAMS",
      streamKey,
      ">",
    );
    const entries = (reply as [string, [string, string[]][]][] | null)?.[0]?.[1] ?? [];
    read.push(...entries.map(([, fields]) => JSON.parse(fields[1] ?? "{}").data.holdId));
    if (entries.length > 0) await redis.xack(streamKey, notificationGroup, ...entries.map(([id]) => id));
    return read.length >= 30;
  });
  expect(read).toEqual(ids);
  expect(replayed).toBe(0);
});

test("published events go when their retention is over; what waits never does", async () => {
  await inTransaction((tx) => append(tx, "old"));
  await inTransaction((tx) => append(tx, "young"));
  await sql.rows("UPDATE outbox SET created_at = now() - interval '5 hours' WHERE subject = 'holds/old'");
  startRelay(createStreamWriter(redis), { retentionHours: 4 });
  await waitFor("the old event to go", async () => (await sql.rows("SELECT 1 FROM outbox")).length === 1);
  expect(await inStream()).toEqual(["old", "young"]);
  const [{ pruned } = { pruned: false }] = await sql.rows<{ pruned: boolean }>(
    "SELECT pruned_until < now() - interval '4 hours' AS pruned FROM outbox_streams",
  );
  expect(pruned).toBe(true);
});

test("with several partitions each has its stream, and an aggregate keeps to one", async () => {
  const writers = [0, 1, 2].map((partition) => createStreamWriter(redis, { partition }));
  startRelay(undefined, { writers });
  for (let version = 1; version <= 3; version++)
    for (let hold = 0; hold < 12; hold++) await inTransaction((tx) => append(tx, `hold-${hold}`, version));
  await allPublished();
  const streams = await Promise.all(writers.map(({ stream }) => inStream(stream)));
  expect(streams.flat()).toHaveLength(36);
  for (const holds of streams) {
    expect(holds.length).toBeGreaterThan(0);
    for (const hold of new Set(holds)) expect(holds.filter((each) => each === hold)).toHaveLength(3);
  }
});

test("what another process commits wakes the relay that leads", async () => {
  startRelay(undefined, { pollMs: 60_000 });
  await waitFor("the first to lead", async () => (await redis.exists(streamKeys().mark)) === 1);
  const second = startRelay(undefined, { pollMs: 60_000 });
  await inTransaction((tx) => append(tx, "elsewhere"));
  // Until it is connected, nobody hears it.
  await waitFor("the event", async () => {
    second.wake();
    return (await inStream()).length === 1;
  });
});
