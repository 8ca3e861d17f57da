import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { unavailable } from "@railbooker/runtime/errors";
import { createLogger } from "@railbooker/runtime/logger";
import { createRedis } from "@railbooker/runtime/redis";
import { createOwnRedis, type OwnRedis } from "@railbooker/runtime/testing/redis-server";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { Redis } from "ioredis";
import type { ConsumerOptions } from "./consumer-options.js";
import { listDeadLetters } from "./dead-letters.js";
import { deadLetterKey, streamKey } from "./keys.js";
import { publish as publishTo } from "./testing/publish.js";
import { delayOf, type Reader, startReader } from "./testing/reader.js";

const log = createLogger({ service: "test", level: "silent" });
const group = "readers";
let server: OwnRedis;
let admin: Redis;
let version = 0;
const running: Reader[] = [];

beforeAll(async () => {
  server = await createOwnRedis();
});
beforeEach(async () => {
  admin = new Redis(server.url);
  await admin.flushall();
});
afterEach(async () => {
  for (const reader of running.splice(0)) await reader.end();
  admin.disconnect();
});
afterAll(() => server.remove());

/** Starts a consumer that keeps the reasons of the delays it hears of, and does `act` before each. */
function consume(act: (reason: string) => Promise<void> | void, more: Partial<ConsumerOptions> = {}): Reader {
  const reader = startReader({ redisUrl: server.url, group, name: `c${running.length}`, act, more });
  running.push(reader);
  return reader;
}

const delay = (reason: string) => delayOf("run", ++version, reason);
const publish = (...reasons: string[]) => publishTo(admin, reasons.map(delay));
const pending = async () => Number(((await admin.xpending(streamKey, group)) as [number])[0]);

test("events come in order and are acknowledged after success", async () => {
  let duringHandling = -1;
  const { seen } = consume(async () => {
    duringHandling = await pending();
  });
  await publish("a", "b", "c");
  await waitFor("three events", () => seen.length === 3);
  expect(seen).toEqual(["a", "b", "c"]);
  expect(duringHandling).toBeGreaterThan(0);
  await waitFor("the acknowledgements", async () => (await pending()) === 0);
});

test("what was published before the group existed is not skipped", async () => {
  await publish("early");
  const { seen } = consume(() => undefined);
  await waitFor("the early event", () => seen.includes("early"));
});

test("a failing handler is tried again, and what follows waits for it", async () => {
  let failures = 2;
  const { seen } = consume((reason) => {
    if (reason === "a" && failures-- > 0) throw new Error("not yet");
  });
  await publish("a", "b");
  await waitFor("both", () => seen.length === 2);
  expect(seen).toEqual(["a", "b"]);
});

test("poison goes to the dead letters with its reason, and its neighbours flow on", async () => {
  const outcomes: string[] = [];
  const { seen } = consume(
    (reason) => {
      if (reason === "poison") throw new Error("it cannot be digested");
    },
    { maxAttempts: 2, observe: (outcome) => outcomes.push(outcome) },
  );
  await publish("a", "poison", "b");
  await admin.xadd(streamKey, "*", "event", "no json");
  await publish("c");
  await waitFor("the neighbours", () => seen.length === 3);
  expect(seen).toEqual(["a", "b", "c"]);
  await waitFor("both dead letters", async () => (await admin.xlen(deadLetterKey)) === 2);
  const letters = (await admin.xrange(deadLetterKey, "-", "+")).map(([, f]) => f);
  expect(letters).toContainEqual(
    expect.arrayContaining(["reason", "it cannot be digested", "attempts", "2"]),
  );
  expect(letters).toContainEqual(expect.arrayContaining(["reason", "the field `event` is not JSON"]));
  await waitFor("the acknowledgements", async () => (await pending()) === 0);
  expect(outcomes.filter((o) => o === "failed" || o === "invalid")).toHaveLength(2);
});

test("a dead letter whose content reads like the name of a field is listed as it was", async () => {
  consume(() => undefined);
  await admin.xadd(streamKey, "*", "event", "reason");
  await waitFor("the dead letter", async () => (await admin.xlen(deadLetterKey)) === 1);
  const [letter] = await listDeadLetters(admin);
  expect(letter).toMatchObject({ event: "reason", stream: streamKey, attempts: 1, group });
  expect(letter?.reason).not.toBe("reason");
});

test("a neighbour that is away makes nothing poison", async () => {
  let away = true;
  let rounds = 0;
  const { seen } = consume(
    () => {
      rounds += 1;
      if (away) throw unavailable("The database");
    },
    { maxAttempts: 1 },
  );
  await publish("a");
  await waitFor("several rounds", () => rounds >= 3);
  away = false;
  await waitFor("the event", () => seen.length === 1);
  expect(await admin.exists(deadLetterKey)).toBe(0);
});

test("what a dead consumer left is taken over, and only the entry in hand counts as delivered again", async () => {
  const lost = createRedis(server.url, "background", log);
  await publish("a", "b", "c");
  await lost.xgroup("CREATE", streamKey, group, "0", "MKSTREAM");
  await lost.xreadgroup("GROUP", group, "dead", "COUNT", 10, "STREAMS", streamKey, ">");
  lost.disconnect();
  const counts: number[][] = [];
  const { seen } = consume(async () => {
    const rows = (await admin.xpending(streamKey, group, "-", "+", 10)) as [string, string, number, number][];
    counts.push(rows.map(([, , , deliveries]) => deliveries));
  });
  await waitFor("all three", () => seen.length === 3);
  expect(seen).toEqual(["a", "b", "c"]);
  expect(counts).toEqual([[2, 1, 1], [2, 1], [2]]);
});

test("an entry that was delivered too often is set aside without being handled", async () => {
  await publish("killer", "b");
  await admin.xgroup("CREATE", streamKey, group, "0");
  const reply = (await admin.xreadgroup("GROUP", group, "c0", "COUNT", 1, "STREAMS", streamKey, ">")) as [
    string,
    [string, string[]][],
  ][];
  const id = reply[0]?.[1][0]?.[0] ?? "";
  await admin.xclaim(streamKey, group, "c0", 0, id, "RETRYCOUNT", 25);
  const { seen } = consume(() => undefined);
  await waitFor("the neighbour", () => seen.includes("b"));
  expect(seen).toEqual(["b"]);
  expect(await admin.xlen(deadLetterKey)).toBe(1);
});

test("a consumer that stops hands back what it had not begun; the next one has it at once", async () => {
  let release: (() => void) | undefined;
  const first = consume(
    () =>
      new Promise<void>((resolve) => {
        release = resolve;
      }),
  );
  await publish("a", "b", "c");
  await waitFor("the first to be in hand", () => release !== undefined);
  const stopped = first.consumer.stop();
  release?.();
  await stopped;
  expect(first.seen).toEqual(["a"]);
  const second = consume(() => undefined, { consumer: "next" });
  await waitFor("the rest", () => second.seen.length === 2);
  expect(second.seen).toEqual(["b", "c"]);
});

test("the wiped stream's group is made anew from the beginning, and nothing published after is lost", async () => {
  const { seen } = consume(() => undefined);
  await publish("before");
  await waitFor("the first", () => seen.includes("before"));
  await admin.flushall();
  await publish("after-1", "after-2");
  await waitFor("both after", () => seen.includes("after-2"));
  expect(seen).toEqual(["before", "after-1", "after-2"]);
});

test("Redis killed and started again: everything published is handled", async () => {
  const { seen } = consume(() => undefined);
  await publish("a");
  await waitFor("the first", () => seen.includes("a"));
  await server.kill();
  await server.start();
  await publish("b");
  await waitFor("the second", () => seen.includes("b"));
});

test("stopping ends within seconds even when Redis is away", async () => {
  const { consumer } = consume(() => undefined);
  await publish("a");
  await server.kill();
  try {
    const began = Date.now();
    await consumer.stop();
    expect(Date.now() - began).toBeLessThan(15_000);
  } finally {
    await server.start();
  }
});
