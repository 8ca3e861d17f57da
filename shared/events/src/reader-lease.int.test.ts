import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { createLogger } from "@railbooker/runtime/logger";
import { closeRedis, createRedis } from "@railbooker/runtime/redis";
import { testRedisUrl } from "@railbooker/runtime/testing/redis";
import type { Redis } from "ioredis";
import { createReaderLease } from "./reader-lease.js";

const log = createLogger({ service: "test", level: "silent" });
/** Longer than a busy machine lets anybody wait. */
const forMs = 1_500;
let redis: Redis;
let key: string;

beforeAll(async () => {
  redis = createRedis(await testRedisUrl(), "background", log);
});
beforeEach(() => {
  key = `lease:${randomUUID()}`;
});
afterAll(() => closeRedis(redis));

const leaseOf = (holder: string) => createReaderLease(redis, key, holder, forMs);
const nap = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test("one has the lease, for as long as it renews it", async () => {
  const [one, two] = [leaseOf("one"), leaseOf("two")];
  expect(await one.take()).toBe(true);
  for (let time = 0; time < 5; time++) {
    await nap(forMs / 3);
    await one.renew();
    expect(await two.take()).toBe(false);
  }
  expect(one.lasts(forMs / 2)).toBe(true);
  expect(two.lasts(0)).toBe(false);
});

test("who gives it back leaves it to another at once, and takes nobody else's away", async () => {
  const [one, two] = [leaseOf("one"), leaseOf("two")];
  await one.take();
  await one.release();
  expect(one.lasts(0)).toBe(false);
  expect(await two.take()).toBe(true);
  await one.release();
  expect(await redis.get(key)).toBe("two");
});

test("a lease that has ended is not renewed, even where nobody has it any more", async () => {
  const [one, two] = [leaseOf("one"), leaseOf("two")];
  await one.take();
  await nap(forMs + 20);
  // Between the two another had its turn, and nobody knows what it left.
  expect(await two.take()).toBe(true);
  await two.release();
  await one.renew();
  expect(one.lasts(0)).toBe(false);
  expect(await redis.exists(key)).toBe(0);
  expect(await one.take()).toBe(true);
});

test("a renewal that is answered after the lease has ended counts for nothing", async () => {
  const one = leaseOf("one");
  await one.take();
  const renewed = one.renew();
  // As when the process is frozen: the answer is there, and the time is over.
  const end = performance.now() + forMs + 20;
  while (performance.now() < end);
  await renewed;
  expect(one.lasts(0)).toBe(false);
});

test("who finds another in its place knows that it has lost it", async () => {
  const one = leaseOf("one");
  await one.take();
  await redis.set(key, "two");
  await one.renew();
  expect(one.lasts(0)).toBe(false);
});
