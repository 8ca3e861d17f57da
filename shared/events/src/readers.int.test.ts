import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { createLogger } from "@railbooker/runtime/logger";
import { Registry } from "@railbooker/runtime/metrics";
import { createRedis } from "@railbooker/runtime/redis";
import { createOwnRedis, type OwnRedis } from "@railbooker/runtime/testing/redis-server";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { Redis } from "ioredis";
import type { ConsumerOptions } from "./consumer-options.js";
import type { EventEnvelope } from "./envelope.js";
import { deadLetterKey, streamKey, streamKeys } from "./keys.js";
import { measureStreams } from "./stream-metrics.js";
import { publish as publishTo } from "./testing/publish.js";
import { delayOf, type Reader, startReader } from "./testing/reader.js";

const log = createLogger({ service: "test", level: "silent" });
const group = "readers";
const leaseMs = 2500;
let server: OwnRedis;
let admin: Redis;
let running: Reader[] = [];

beforeAll(async () => {
  server = await createOwnRedis();
});
beforeEach(async () => {
  admin = new Redis(server.url);
  await admin.flushall();
});
afterEach(async () => {
  for (const reader of running) await reader.end();
  running = [];
  admin.disconnect();
});
afterAll(() => server.remove());

function consume(
  name: string,
  act: (what: string) => Promise<void> | void,
  more: Partial<ConsumerOptions> = {},
): Reader {
  const reader = startReader({ redisUrl: server.url, group, name, act, more: { leaseMs, ...more } });
  running.push(reader);
  return reader;
}

/** `run-1.2` is the second event of the run `run-1`. */
function event(what: string): EventEnvelope {
  const [aggregateId = "", version] = what.split(".");
  return delayOf(aggregateId, Number(version), what);
}
const publish = (...what: string[]) => publishTo(admin, what.map(event));
const pending = async () =>
  Number(((await admin.xpending(streamKey, group).catch(() => [-1])) as [number])[0]);
const consumers = async () =>
  ((await admin.xinfo("CONSUMERS", streamKey, group)) as string[][]).map((fields) => fields[1]);
const versionsOf = (seen: readonly string[], run: string) =>
  seen.filter((what) => what.startsWith(`${run}.`)).map((what) => Number(what.split(".")[1]));
const nap = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test("of several processes one reads; when it stops another goes on at once, in order, and no name is left", async () => {
  const seen: string[] = [];
  const act = async (what: string) => {
    await nap(2);
    seen.push(what);
  };
  const [first, second] = [consume("one", act), consume("two", act)];
  const runs = ["a", "b", "c"];
  for (let version = 1; version <= 60; version++) {
    await publish(...runs.map((run) => `${run}.${version}`));
    if (version === 30) {
      const reader = first.seen.length > 0 ? first : second;
      await reader.consumer.stop();
    }
  }
  await waitFor("all", () => seen.length === 180);
  for (const run of runs) expect(versionsOf(seen, run)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
  expect(Math.min(first.seen.length, second.seen.length)).toBeGreaterThan(0);
  await waitFor("one name", async () => (await consumers()).length === 1);
});

test("a process that is killed is followed by another when its lease ends, which begins with what it left", async () => {
  const first = consume("one", () => new Promise(() => undefined));
  await publish("a.1", "a.2", "b.1");
  await waitFor("the entries to be taken", async () => (await pending()) === 3);
  first.vanish();
  const second = consume("two", () => undefined);
  await publish("a.3");
  await waitFor("all", () => second.seen.length === 4);
  expect(versionsOf(second.seen, "a")).toEqual([1, 2, 3]);
  await waitFor("the acknowledgements", async () => (await pending()) === 0);
});

test("a handler that is slower than the lease keeps its entry", async () => {
  let calls = 0;
  const slow = async () => {
    calls += 1;
    await nap(leaseMs * 2);
  };
  consume("one", slow);
  consume("two", slow);
  await publish("a.1");
  await waitFor("it to be taken", () => calls === 1);
  await nap(leaseMs + 1000);
  const [[, , idleMs, deliveries] = []] = (await admin.xpending(streamKey, group, "-", "+", 1)) as [
    string,
    string,
    number,
    number,
  ][];
  expect(idleMs).toBeLessThan(leaseMs);
  expect(deliveries).toBe(1);
  await waitFor("the acknowledgement", async () => (await pending()) === 0);
  expect(calls).toBe(1);
});

test("Redis frozen for longer than the lease: everything is handled, and nothing gets stuck", async () => {
  const { seen } = consume("one", () => undefined);
  await publish("a.1");
  await waitFor("the first", () => seen.length === 1);
  server.pause();
  await nap(6000);
  server.resume();
  await publish("a.2", "a.3");
  await waitFor("the rest", () => seen.length >= 3);
  expect([...new Set(versionsOf(seen, "a"))]).toEqual([1, 2, 3]);
  await waitFor("the acknowledgements", async () => (await pending()) === 0);
});

test("a reader that was frozen beyond its lease begins anew, with what is pending, however well its own work ended", async () => {
  await publish("a.1");
  await admin.xgroup("CREATE", streamKey, group, "0");
  const takeAs = (name: string) =>
    admin.xreadgroup("GROUP", group, name, "COUNT", 1, "STREAMS", streamKey, ">");
  await takeAs("dead");
  const { seen } = consume("one", async (what) => {
    if (what !== "a.1") return;
    await publish("b.1");
    // While it does not stir, another follows, and dies with this in hand.
    await takeAs("follower");
    const end = performance.now() + leaseMs + 200;
    while (performance.now() < end);
    // Its heartbeat comes before it goes on.
    await nap(leaseMs / 4);
  });
  await waitFor("what the follower left", () => seen.includes("b.1"));
  expect(seen).toEqual(["a.1", "b.1"]);
});

test("an entry cut from the stream while it was pending becomes a dead letter, and its neighbours flow", async () => {
  const outcomes: string[] = [];
  await publish("a.1", "b.1");
  await admin.xgroup("CREATE", streamKey, group, "0");
  await admin.xreadgroup("GROUP", group, "dead", "COUNT", 1, "STREAMS", streamKey, ">");
  await admin.xtrim(streamKey, "MAXLEN", 1);
  const { seen } = consume("one", () => undefined, { observe: (outcome) => outcomes.push(outcome) });
  await waitFor("the neighbour", () => seen.includes("b.1"));
  await waitFor("the dead letter", async () => (await admin.xlen(deadLetterKey)) === 1);
  await waitFor("the acknowledgements", async () => (await pending()) === 0);
  expect(outcomes).toContain("trimmed");
});

test("poison holds up nobody but its own aggregate", async () => {
  const { seen } = consume("one", (what) => {
    if (what === "a.1") throw new Error("it cannot be digested");
  });
  await publish("a.1", "a.2", "b.1", "b.2");
  await waitFor("the neighbours", () => seen.includes("b.2"));
  await waitFor("its own aggregate", () => seen.includes("a.2"));
  expect(seen).toEqual(["b.1", "b.2", "a.2"]);
  expect(await admin.xlen(deadLetterKey)).toBe(1);
});

test("an event that overtook its predecessor waits for it; where that never comes, it goes on", async () => {
  const outcomes: string[] = [];
  const { seen } = consume("one", () => undefined, {
    gapWaitMs: 3_000,
    observe: (outcome) => outcomes.push(outcome),
  });
  await publish("a.1", "a.3", "b.1", "a.2", "b.3");
  await waitFor("all but the missing", () => seen.length === 5);
  expect(versionsOf(seen, "a")).toEqual([1, 2, 3]);
  expect(outcomes.filter((outcome) => outcome === "gap")).toHaveLength(1);
});

test("a wiped Redis is read again from the beginning, without a hot loop", async () => {
  const { seen } = consume("one", () => undefined);
  await publish("a.1");
  await waitFor("the first", () => seen.length === 1);
  await admin.config("RESETSTAT");
  await admin.flushall();
  await nap(1000);
  const calls = /cmdstat_xreadgroup:calls=(\d+)/.exec(await admin.info("commandstats"))?.[1];
  expect(Number(calls)).toBeLessThan(10);
  await publish("a.1", "a.2");
  await waitFor("both again", () => seen.length === 3);
  expect(await admin.exists(streamKeys().lease(group))).toBe(1);
});

test("what a newer producer adds is let be: unknown fields are ignored, unknown kinds are acknowledged", async () => {
  const outcomes: string[] = [];
  const { seen } = consume("one", () => undefined, {
    observe: (outcome, type) => outcomes.push(`${outcome} ${type}`),
  });
  const known = event("a.1");
  const more = { ...known, colour: "red", data: { ...(known.data as object), mood: "blue" } };
  await admin.xadd(
    streamKey,
    "*",
    "event",
    JSON.stringify({ ...known, type: "com.railbooker.TrainPainted.v1" }),
  );
  await admin.xadd(streamKey, "*", "event", JSON.stringify(more));
  await waitFor("the known one", () => seen.length === 1);
  await waitFor("the acknowledgements", async () => (await pending()) === 0);
  expect(outcomes).toEqual(["ignored unknown", "handled TrainDelayed"]);
});

test("metrics tell lag, pending entries and their age, and dead letters; without Redis they are left out", async () => {
  await publish("a.1", "a.2", "a.3");
  await admin.xgroup("CREATE", streamKey, group, "0");
  await admin.xreadgroup("GROUP", group, "c", "COUNT", 1, "STREAMS", streamKey, ">");
  const registry = new Registry();
  const redis = createRedis(server.url, "stream", log);
  measureStreams(registry, redis, 1);
  await nap(20);
  const labels = `{stream="${streamKey}",group="${group}"}`;
  const text = await registry.metrics();
  expect(text).toContain(`railbooker_stream_length{stream="${streamKey}"} 3`);
  expect(text).toContain(`railbooker_stream_group_lag${labels} 2`);
  expect(text).toContain(`railbooker_stream_group_pending${labels} 1`);
  expect(text).toMatch(/railbooker_stream_oldest_pending_age_seconds\{.*\} \d+\.\d+/);
  expect(text).toContain("railbooker_stream_dead_letters 0");
  redis.disconnect();
  expect(await registry.metrics()).not.toContain("railbooker_stream_length{");
});
