import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { testRedisUrl } from "@railbooker/runtime/testing/redis";
import { Redis } from "ioredis";
import { catalogue } from "./catalogue.js";
import { createEnvelope, type EventEnvelope } from "./envelope.js";
import { streamKey } from "./keys.js";
import { createPublisher } from "./publisher.js";

let redis: Redis;

beforeAll(async () => {
  redis = new Redis(await testRedisUrl());
});
afterAll(() => redis.disconnect());

const event = (version: number): EventEnvelope =>
  createEnvelope(
    {
      name: "TrainDelayed",
      aggregateId: "run",
      aggregateVersion: version,
      data: catalogue.TrainDelayed.example,
    },
    new Date(),
  );

test("a repeat is refused, its new neighbours are not, and the order given is kept", async () => {
  const publisher = createPublisher(redis);
  const [a, b, c] = [event(1), event(2), event(3)];
  expect(await publisher.publish([])).toBe(0);
  expect(await publisher.publish([a, b])).toBe(2);
  expect(await publisher.publish([a, b, c])).toBe(1);
  const entries = (await redis.xrange(streamKey, "-", "+")) as [string, string[]][];
  const ids = entries.map(([, fields]) => (JSON.parse(fields[1] ?? "") as EventEnvelope).id);
  expect(ids).toEqual([a.id, b.id, c.id]);
});

test("of twenty that publish the same at once, one succeeds", async () => {
  const publisher = createPublisher(redis);
  const once = event(9);
  const added = await Promise.all(Array.from({ length: 20 }, () => publisher.publish([once])));
  expect(added.filter((n) => n === 1)).toHaveLength(1);
});

test("with Redis away it rejects", async () => {
  const gone = new Redis("redis://127.0.0.1:1", {
    maxRetriesPerRequest: 0,
    retryStrategy: null,
    lazyConnect: true,
  });
  gone.on("error", () => undefined);
  await expect(createPublisher(gone).publish([event(1)])).rejects.toThrow();
  gone.disconnect();
});
