import { setMaxListeners } from "node:events";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createLogger } from "@railbooker/runtime/logger";
import { closeRedis, createRedis } from "@railbooker/runtime/redis";
import { testRedisUrl } from "@railbooker/runtime/testing/redis";
import { waitFor } from "@railbooker/runtime/testing/wait";
import type { Redis } from "ioredis";
import { createReplicaShare } from "./replica-share.js";
import { createSendRate } from "./send-rate.js";

const log = createLogger({ service: "email", level: "silent" });
const patient = new AbortController().signal;
setMaxListeners(0, patient);
let redis: Redis[];

beforeAll(async () => {
  const url = await testRedisUrl();
  redis = [1, 2, 3].map(() => createRedis(url, "request", log));
  for (const one of redis) await waitFor("Redis", () => one.status === "ready");
});
afterAll(() => Promise.all(redis.map(closeRedis)));

test("three replicas together keep the rate, evenly spaced, and refuse what would wait too long", async () => {
  const turns = redis.map((one) => createSendRate(one, { perSecond: 20, key: "rate" }));
  const began = Date.now();
  const times = await Promise.all(
    Array.from({ length: 30 }, async (_, index) => {
      await turns[index % 3]?.(patient);
      return Date.now() - began;
    }),
  );
  times.sort((a, b) => a - b);
  // The first goes at once and each other 50 ms after the one before: the last after 1.45 s.
  expect(times.at(-1)).toBeGreaterThanOrEqual(1440);
  expect(times.at(-1)).toBeLessThan(15_000);
  // Half a second each ten of them; one that is told late has the next one close behind.
  for (let index = 10; index < times.length; index += 1) {
    expect((times[index] ?? 0) - (times[index - 10] ?? 0)).toBeGreaterThan(100);
  }
  const slow = createSendRate(redis[0] as Redis, { perSecond: 0.1, key: "slow" });
  await slow(patient);
  await expect(slow(patient)).rejects.toMatchObject({ kind: "too-many", retryAfterSeconds: 10 });
});

test("who gives up while waiting for a turn is let go", async () => {
  const turn = createSendRate(redis[0] as Redis, { perSecond: 0.5, key: "give-up" });
  await turn(patient);
  await expect(turn(AbortSignal.timeout(50))).rejects.toThrow();
});

test("replicas share the provider's connections as they come and go", async () => {
  const shares = new Map<number, number>();
  const replicas = redis.map((one, index) =>
    createReplicaShare({
      redis: one,
      log,
      total: 10,
      key: "replicas",
      onShare: (share) => shares.set(index, share),
      everyMs: 50,
    }),
  );
  const all = () => [...shares.values()];
  for (const replica of replicas) await replica.start();
  await waitFor("three shares", () => all().length === 3 && all().every((share) => share === 3));
  await replicas[2]?.stop();
  shares.delete(2);
  await waitFor("two shares", () => all().every((share) => share === 5));
  // One that dies without a word is missed after three rounds.
  const silent = createReplicaShare({
    redis: redis[2] as Redis,
    log,
    total: 10,
    key: "replicas",
    onShare: () => 0,
  });
  await silent.start();
  await waitFor("its share taken", () => all().every((share) => share === 3));
  await waitFor("its share given back", () => all().every((share) => share === 5));
  for (const replica of [...replicas, silent]) await replica.stop();
});
