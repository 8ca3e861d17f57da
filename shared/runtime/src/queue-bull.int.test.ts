import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { Redis } from "ioredis";
import { createLogger } from "./logger.js";
import type { JobQueue } from "./queue.js";
import { createBullQueue } from "./queue-bull.js";
import { createOwnRedis, type OwnRedis } from "./testing/redis-server.js";
import { waitFor } from "./testing/wait.js";

interface Job {
  n: number;
}

const log = createLogger({ service: "test", level: "silent" });
let server: OwnRedis;
const open: JobQueue<Job>[] = [];
let names = 0;

function queue(retry = { attempts: 5, baseMs: 20, capMs: 100 }, name = `q${++names}`): JobQueue<Job> {
  const made = createBullQueue<Job>({ name, redisUrl: server.url, log, retry });
  open.push(made);
  return made;
}

beforeAll(async () => {
  server = await createOwnRedis();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((made) => made.close(500)));
});
afterAll(() => server.remove());

test("an id that waits is not added twice, and one that has ended can be added again", async () => {
  const jobs = queue();
  await jobs.add("a", { n: 1 });
  await jobs.add("a", { n: 2 });
  const seen: number[] = [];
  jobs.process(2, async ({ n }) => {
    seen.push(n);
  });
  await waitFor("the first run", () => seen.length > 0);
  await waitFor("the same id to run again", async () => {
    await jobs.add("a", { n: 3 });
    return seen.includes(3);
  });
  expect(seen[0]).toBe(1);
  expect(seen).not.toContain(2);
});

test("a job that fails is tried again up to its attempts, and then its id is free", async () => {
  const jobs = queue({ attempts: 3, baseMs: 10, capMs: 20 });
  const attempts: number[] = [];
  let failing = true;
  jobs.process(1, async (_data, { attempt }) => {
    attempts.push(attempt);
    if (failing) throw new Error("not now");
  });
  await jobs.add("a", { n: 1 });
  await waitFor("three attempts", () => attempts.length === 3);
  failing = false;
  await waitFor("the id to be taken again", async () => {
    await jobs.add("a", { n: 1 });
    return attempts.length > 3;
  });
  expect(attempts.slice(0, 4)).toEqual([1, 2, 3, 1]);
});

test("a delayed job waits", async () => {
  const jobs = queue();
  const added = Date.now();
  let ran = 0;
  jobs.process(1, async () => {
    ran = Date.now();
  });
  await jobs.add("a", { n: 1 }, { delayMs: 300 });
  await waitFor("the job", () => ran > 0);
  expect(ran - added).toBeGreaterThanOrEqual(295);
});

test("closing aborts what outlasts its grace, and another process takes the job over", async () => {
  const name = `q${++names}`;
  const first = queue(undefined, name);
  let [begun, aborted] = [false, false];
  first.process(1, (_data, { signal }) => {
    begun = true;
    return new Promise((_resolve, reject) => {
      signal.addEventListener("abort", () => {
        aborted = true;
        reject(new Error("aborted"));
      });
    });
  });
  await first.add("a", { n: 1 });
  await waitFor("it to run", () => begun);
  const began = Date.now();
  await first.close(300);
  expect(aborted).toBe(true);
  expect(Date.now() - began).toBeLessThan(8_000);

  const second = queue(undefined, name);
  let ran = false;
  second.process(1, async () => {
    ran = true;
  });
  await waitFor("the second process to run it", () => ran);
});

test("the state tells what waits, runs and comes later", async () => {
  const jobs = queue();
  expect(await jobs.state()).toEqual({ waiting: 0, active: 0, delayed: 0, oldestWaitingMs: 0 });
  await jobs.add("a", { n: 1 });
  await jobs.add("b", { n: 2 });
  await jobs.add("c", { n: 3 }, { delayMs: 60_000 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  const state = await jobs.state();
  expect(state).toMatchObject({ waiting: 2, active: 0, delayed: 1 });
  expect(state.oldestWaitingMs).toBeGreaterThanOrEqual(40);
  expect(state.oldestWaitingMs).toBeLessThan(30_000);
});

test("a run that has lost its lock is aborted, and the job that was added anew runs beside it", async () => {
  const jobs = queue();
  const ended: string[] = [];
  let runs = 0;
  jobs.process(2, (_data, { signal }) => {
    runs += 1;
    if (runs > 1) return Promise.resolve();
    return new Promise((_resolve, reject) => {
      signal.addEventListener("abort", () => {
        ended.push("aborted");
        reject(new Error("aborted"));
      });
    });
  });
  await jobs.add("a", { n: 1 });
  await waitFor("the first run", () => runs === 1);
  const redis = new Redis(server.url);
  await redis.flushall();
  redis.disconnect();
  await jobs.add("a", { n: 1 });
  await waitFor("the second run", () => runs === 2);
  await waitFor("the first to be aborted", () => ended.length === 1);
});

test("a run whose lock could not be renewed is aborted while it still has it, and is run again", async () => {
  const name = `q${++names}`;
  const jobs = queue(undefined, name);
  const signals: AbortSignal[] = [];
  jobs.process(1, (_data, { signal }) => {
    signals.push(signal);
    if (signals.length > 1) return Promise.resolve();
    return new Promise((_resolve, reject) => {
      signal.addEventListener("abort", () => reject(new Error("aborted")));
    });
  });
  await jobs.add("a", { n: 1 });
  await waitFor("the first run", () => signals.length === 1);
  const redis = new Redis(server.url);
  try {
    // Reading works, so that the run finds its lock to be its own; the renewal, which writes, fails.
    await redis.config("SET", "maxmemory", 1);
    await waitFor("it to be aborted", () => signals[0]?.aborted === true);
    expect(await redis.exists(`{railbooker}:${name}:a:lock`)).toBe(1);
  } finally {
    await redis.config("SET", "maxmemory", 0);
    redis.disconnect();
  }
  await waitFor("the second run", () => signals.length === 2, 30_000);
}, 90_000);

test("the job of a worker that was killed is run by another", async () => {
  const name = `q${++names}`;
  const program = `
    import { createBullQueue } from ${JSON.stringify(new URL("./queue-bull.js", import.meta.url).href)};
    import { createLogger } from ${JSON.stringify(new URL("./logger.js", import.meta.url).href)};
    const log = createLogger({ service: "test", level: "silent" });
    const queue = createBullQueue({ name: ${JSON.stringify(name)}, redisUrl: ${JSON.stringify(server.url)}, log });
    queue.process(1, () => { console.log("begun"); return new Promise(() => undefined); });`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program]);
  const begun = once(child.stdout, "data");
  const jobs = queue(undefined, name);
  await jobs.add("a", { n: 1 });
  await begun;
  child.kill("SIGKILL");
  await once(child, "exit");
  let ran = false;
  jobs.process(1, async () => {
    ran = true;
  });
  await waitFor("another to run it", () => ran, 60_000);
}, 90_000);

test("with Redis away adding fails within seconds, closing ends, and work goes on when Redis is back", async () => {
  const jobs = queue();
  const seen: number[] = [];
  jobs.process(1, async ({ n }) => {
    seen.push(n);
  });
  await jobs.add("before", { n: 1 });
  await waitFor("the job before", () => seen.includes(1));
  await server.kill();
  const began = Date.now();
  await expect(jobs.add("during", { n: 2 })).rejects.toMatchObject({ kind: "unavailable" });
  const idle = queue();
  await expect(idle.add("during", { n: 2 })).rejects.toMatchObject({ kind: "unavailable" });
  expect(Date.now() - began).toBeLessThan(12_000);
  const closing = Date.now();
  await idle.close();
  expect(Date.now() - closing).toBeLessThan(8_000);

  await server.start();
  await waitFor("adding to work again", () =>
    jobs.add("after", { n: 3 }).then(
      () => true,
      () => false,
    ),
  );
  await waitFor("the job after", () => seen.includes(3));
});

test("with Redis frozen adding fails within seconds", async () => {
  const jobs = queue();
  await jobs.add("before", { n: 1 });
  server.pause();
  try {
    const began = Date.now();
    await expect(jobs.add("during", { n: 2 })).rejects.toMatchObject({ kind: "unavailable" });
    expect(Date.now() - began).toBeLessThan(8_000);
  } finally {
    server.resume();
  }
});

test("Redis lost while a worker begins or ends leaves no rejection behind", async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on("unhandledRejection", note);
  const own = await createOwnRedis();
  try {
    for (const afterMs of [0, 2, 5, 9, 14, 20, 30, 45, 70, 110]) {
      const made = createBullQueue<Job>({ name: `lost${afterMs}`, redisUrl: own.url, log });
      made.process(4, async () => undefined);
      const added = made.add("a", { n: 1 }).catch(() => undefined);
      await sleep(afterMs);
      await Promise.all([own.kill(), made.close(500), added]);
      await own.start();
    }
  } finally {
    process.off("unhandledRejection", note);
    await own.remove();
  }
  expect(unhandled).toEqual([]);
}, 60_000);
