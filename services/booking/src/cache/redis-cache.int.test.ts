import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createLogger } from "@railbooker/runtime/logger";
import { closeRedis, createRedis } from "@railbooker/runtime/redis";
import { testRedisUrl } from "@railbooker/runtime/testing/redis";
import { waitFor } from "@railbooker/runtime/testing/wait";
import type { Redis } from "ioredis";
import type { Cache } from "./cache.js";
import { createRedisCache } from "./redis-cache.js";

const log = createLogger({ service: "test", level: "silent" });
let redis: Redis;
let cache: Cache;
beforeAll(async () => {
  redis = createRedis(await testRedisUrl(), "request", log);
  await waitFor("Redis", () => redis.status === "ready");
  cache = createRedisCache(redis, 2, log);
});
afterAll(() => closeRedis(redis));

const a = { group: "g", field: "a" };
const b = { group: "g", field: "b" };
const other = { group: "h", field: "a" };

test("what was written is read until its group is dropped", async () => {
  cache.write([
    { ...a, value: { seats: 3 } },
    { ...other, value: [1] },
  ]);
  await waitFor("the entries", async () => (await cache.read([other]))[0] !== undefined);
  expect(await cache.read([a, b, other])).toEqual([{ seats: 3 }, undefined, [1]]);
  cache.drop(["g"]);
  await waitFor("the drop", async () => (await cache.read([a]))[0] === undefined);
  expect(await cache.read([other])).toEqual([[1]]);
});

test("nothing outlives its seconds, however often its group is written to", async () => {
  const started = Date.now();
  cache.write([{ ...a, value: 1 }]);
  await waitFor("the entry", async () => (await cache.read([a]))[0] === 1);
  await waitFor("its end", async () => {
    cache.write([{ ...b, value: 2 }]);
    return (await cache.read([a]))[0] === undefined;
  });
  expect(Date.now() - started).toBeLessThan(4000);
});

test("without Redis nothing is known, and nothing fails", async () => {
  const away = createRedis("redis://127.0.0.1:1", "request", log);
  const empty = createRedisCache(away, 2, log);
  empty.write([{ ...a, value: 1 }]);
  empty.drop(["g"]);
  expect(await empty.read([a])).toEqual([undefined]);
  await closeRedis(away);
});
