import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { addDeadLetter } from "@railbooker/events/dead-letters";
import { publishedIdsKey, streamKey } from "@railbooker/events/keys";
import { createTestDatabase, type TestDatabase } from "@railbooker/runtime/testing/postgres";
import { testRedisUrl } from "@railbooker/runtime/testing/redis";
import { Redis } from "ioredis";
import pg from "pg";
import { readCommand } from "./command.js";
import { runBusCommand } from "./run-command.js";

let database: TestDatabase;
let client: pg.Client;
let redisUrl: string;
let redis: Redis;

beforeAll(async () => {
  database = await createTestDatabase("bus", "1", prepare);
  client = new pg.Client({ connectionString: database.url, options: "-c search_path=booking" });
  await client.connect();
  redisUrl = await testRedisUrl();
  redis = new Redis(redisUrl);
});
beforeEach(async () => {
  await redis.flushdb();
  await client.query("TRUNCATE outbox");
});
afterAll(async () => {
  redis.disconnect();
  await client.end();
  await database.drop();
});

/** The columns that the command reads. */
async function prepare(url: string): Promise<void> {
  const made = new pg.Client({ connectionString: url });
  await made.connect();
  await made.query(`
    CREATE SCHEMA booking;
    CREATE TABLE booking.outbox (event_id uuid, created_at timestamptz DEFAULT now(), published_at timestamptz);
    CREATE TABLE booking.outbox_streams (stream text);
    INSERT INTO booking.outbox_streams VALUES ('${streamKey}')`);
  await made.end();
}

const bus = async (line: string) => {
  const command = readCommand(line.split(" "), new Date());
  return (await runBusCommand(command, { databaseUrl: database.url, redisUrl })).join("\n");
};
const letter = (event: string) =>
  addDeadLetter(redis, {
    entryId: "1-0",
    stream: streamKey,
    event,
    reason: "it cannot be digested",
    attempts: 5,
    group: "g",
  });
const poison = JSON.stringify({
  id: "e1",
  type: "com.railbooker.BookingCreated.v1",
  subject: "bookings/K7M2QX",
});
const letterIds = async () => (await redis.xrange("{railbooker}:events:dead", "-", "+")).map(([id]) => id);
const waiting = async () => (await client.query("SELECT FROM outbox WHERE published_at IS NULL")).rowCount;

test("the status says what waits, who is behind, and what was set aside", async () => {
  await client.query("INSERT INTO outbox VALUES ($1, now() - interval '90 seconds')", [randomUUID()]);
  await redis.xadd(streamKey, "*", "event", "{}");
  await redis.xadd(streamKey, "*", "event", "{}");
  await redis.xgroup("CREATE", streamKey, "notification", "0");
  await redis.xreadgroup("GROUP", "notification", "c", "COUNT", 1, "STREAMS", streamKey, ">");
  await letter(poison);
  const told = await bus("status");
  expect(told).toMatch(/outbox +1 waiting, the oldest since 9\d/);
  expect(told).toMatch(/notification: 1 behind, 1 in hand/);
  expect(told).toMatch(/dead letters +1/);
});

test("dead letters are listed with their reason; without --yes nothing changes", async () => {
  await letter(poison);
  expect(await bus("dead-letters")).toMatch(
    /BookingCreated.v1 about bookings\/K7M2QX.*\n.*it cannot be digested \(5 attempts/,
  );
  expect(await bus("dead-letters replay --all")).toMatch(/Would replay 1/);
  expect(await bus("dead-letters drop --all")).toMatch(/Would drop 1/);
  expect(await letterIds()).toHaveLength(1);
  expect(await redis.exists(streamKey)).toBe(0);
});

test("a dead letter is put into its stream again; one without content stays", async () => {
  await letter(poison);
  await letter("");
  expect(await bus("dead-letters replay --all --yes")).toMatch(/1 without content.*\nReplayed 1/s);
  expect((await redis.xrange(streamKey, "-", "+")).map(([, fields]) => fields)).toEqual([["event", poison]]);
  expect(await letterIds()).toHaveLength(1);
});

test("a dead letter is dropped by its id; one that is not there changes nothing", async () => {
  await letter(poison);
  await letter(poison);
  const [first = ""] = await letterIds();
  await expect(bus(`dead-letters drop ${first} 9-9 --yes`)).rejects.toThrow(/no dead letter 9-9/);
  expect(await letterIds()).toHaveLength(2);
  await bus(`dead-letters drop ${first} --yes`);
  expect(await letterIds()).not.toContain(first);
});

test("what was written since a moment waits again and may be published again", async () => {
  const [old, young] = [randomUUID(), randomUUID()];
  await client.query(
    "INSERT INTO outbox VALUES ($1, now() - interval '5 hours', now()), ($2, now(), now())",
    [old, young],
  );
  await redis.zadd(publishedIdsKey, "1", old, "1", young);
  expect(await bus("replay --since 2h")).toMatch(/Would publish 1 events/);
  expect(await waiting()).toBe(0);
  expect(await bus("replay --since 2h --yes")).toMatch(/publishes 1 events/);
  expect(await waiting()).toBe(1);
  expect(await redis.zscore(publishedIdsKey, old)).not.toBeNull();
  expect(await redis.zscore(publishedIdsKey, young)).toBeNull();
});

test("where Redis is away it says so", async () => {
  const command = readCommand(["status"], new Date());
  const away = { databaseUrl: database.url, redisUrl: "redis://127.0.0.1:1" };
  await expect(runBusCommand(command, away)).rejects.toThrow(/ECONNREFUSED|closed/i);
});
