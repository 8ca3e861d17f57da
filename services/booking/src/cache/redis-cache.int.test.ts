import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
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
beforeEach(async () => {
  await redis.flushdb();
});
afterAll(() => closeRedis(redis));

/** Commands of one connection are done in order, so this answer comes after what was written and dropped before. */
const known = async (...groups: string[]) => await cache.read<unknown>(groups);

test("what was written is read until its group is dropped; others stay", async () => {
  cache.write([
    { group: "g", known: undefined, fresh: { a: { seats: 3 } } },
    { group: "h", known: undefined, fresh: { a: [1] } },
  ]);
  expect(await known("g", "none", "h")).toEqual([{ a: { seats: 3 } }, undefined, { a: [1] }]);
  cache.write([{ group: "g", known: { a: { seats: 3 } }, fresh: { b: 1 } }]);
  expect(await known("g")).toEqual([{ a: { seats: 3 }, b: 1 }]);
  cache.drop(["g"]);
  expect(await known("g", "h")).toEqual([undefined, { a: [1] }]);
});

test("a group that was dropped does not come back with what was known before", async () => {
  cache.write([{ group: "g", known: undefined, fresh: { a: 1 } }]);
  const [before] = await known("g");
  cache.drop(["g"]);
  cache.write([{ group: "g", known: before as Record<string, unknown>, fresh: { b: 2 } }]);
  expect(await known("g")).toEqual([undefined]);
});

test("nothing outlives its seconds, however often its group is written to", async () => {
  const started = Date.now();
  cache.write([{ group: "g", known: undefined, fresh: { a: 1 } }]);
  await waitFor("its end", async () => {
    cache.write([{ group: "g", known: { a: 1 }, fresh: { b: 2 } }]);
    return (await known("g"))[0] === undefined;
  });
  expect(Date.now() - started).toBeLessThan(15_000);
});

test("a group does not grow without bound", async () => {
  cache.write([{ group: "g", known: undefined, fresh: { first: 1 } }]);
  for (let field = 0; field < 100; field++) {
    const [before] = await known("g");
    cache.write([{ group: "g", known: before as Record<string, unknown>, fresh: { [`f${field}`]: 1 } }]);
  }
  expect(Object.keys((await known("g"))[0] ?? {}).length).toBeLessThan(40);
});

test("without Redis nothing is known, and nothing fails", async () => {
  const away = createRedis("redis://127.0.0.1:1", "request", log);
  const empty = createRedisCache(away, 2, log);
  empty.write([{ group: "g", known: undefined, fresh: { a: 1 } }]);
  empty.drop(["g"]);
  expect(await empty.read(["g"])).toEqual([undefined]);
  await closeRedis(away);
});
