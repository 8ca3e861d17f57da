import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { testRedisUrl } from "@railbooker/runtime/testing/redis";
import { Redis } from "ioredis";
import { streamKey } from "./keys.js";
import { createStreamWriter, type StreamMark } from "./stream-writer.js";

let redis: Redis;
let mark: StreamMark;

beforeAll(async () => {
  redis = new Redis(await testRedisUrl());
});
beforeEach(async () => {
  mark = { epoch: randomUUID(), term: 1, seq: 0 };
  await createStreamWriter(redis).restart(mark);
});
afterEach(() => redis.flushdb());
afterAll(() => redis.disconnect());

const entries = (...ids: string[]) => ids.map((id) => ({ id, event: `{"id":"${id}"}` }));
const inStream = async () =>
  (await redis.xrange(streamKey, "-", "+")).map(([, fields]) => JSON.parse(fields[1] ?? "{}").id);

test("a repeat is refused, its new neighbours are not, and the order given is kept", async () => {
  const writer = createStreamWriter(redis);
  expect(await writer.publish(mark, [])).toEqual({ state: "published", seq: 0, added: 0 });
  expect(await writer.publish(mark, entries("a", "b"))).toEqual({ state: "published", seq: 2, added: 2 });
  const next = { ...mark, seq: 2 };
  expect(await writer.publish(next, entries("a", "b", "c"))).toEqual({
    state: "published",
    seq: 3,
    added: 1,
  });
  expect(await inStream()).toEqual(["a", "b", "c"]);
});

test("of twenty that publish the same at once, one succeeds", async () => {
  const writer = createStreamWriter(redis);
  const all = await Promise.all(Array.from({ length: 20 }, () => writer.publish(mark, entries("once"))));
  expect(all.map((each) => each.state === "published" && each.added).sort()).toEqual([
    ...Array.from({ length: 19 }, () => 0),
    1,
  ]);
});

test("a new epoch refuses what is still there, unless it is told to forget", async () => {
  const writer = createStreamWriter(redis);
  await writer.publish(mark, entries("a"));
  const second = { epoch: randomUUID(), term: 2, seq: 0 };
  expect(await writer.restart(second)).toBe(true);
  expect(await writer.publish(second, entries("a"))).toMatchObject({ added: 0 });
  const third = { epoch: randomUUID(), term: 3, seq: 0 };
  expect(await writer.restart(third, true)).toBe(true);
  expect(await writer.publish(third, entries("a"))).toMatchObject({ added: 1 });
  expect(await inStream()).toEqual(["a", "a"]);
});

test("with Redis away it rejects", async () => {
  const gone = new Redis("redis://127.0.0.1:1", {
    maxRetriesPerRequest: 0,
    retryStrategy: null,
    lazyConnect: true,
  });
  gone.on("error", () => undefined);
  await expect(createStreamWriter(gone).publish(mark, entries("a"))).rejects.toThrow();
  gone.disconnect();
});
