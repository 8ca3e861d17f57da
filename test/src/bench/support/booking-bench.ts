import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createTestDatabase } from "@railbooker/runtime/testing/postgres";
import { keys, prepareDatabase, productVersion } from "../../support/product.js";
import { type BenchContext, median } from "./context.js";
import type { LoadOrder, LoadResult } from "./load-child.js";

export interface BookingBench {
  url: string;
  get<T>(path: string): Promise<T>;
  /** Requests per second, in a process of its own and over connections that stay open. */
  load(paths: string[], milliseconds: number): Promise<LoadResult>;
  /** Resident bytes, and processor time of all its threads so far in milliseconds. */
  usage(): Promise<{ rss: number; cpuMs: number }>;
  stop(): Promise<void>;
}

const connections = 16;

/** One booking process as in production with the sample network, and a process that asks it. */
export async function startBookingBench({ redisUrl }: BenchContext): Promise<BookingBench> {
  const database = await createTestDatabase("bench", productVersion(), prepareDatabase);
  const booking = child("booking-child.js", {
    ...keys(),
    DATABASE_URL: database.url,
    REDIS_URL: redisUrl,
    PORT: "0",
    OPS_PORT: "0",
    RATE_LIMIT: "off",
  });
  const { port } = await answer<{ port: number }>(booking);
  const loader = child("load-child.js", {});
  await answer(loader);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    get: async <T>(path: string) => {
      const response = await fetch(url + path);
      if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
      return (await response.json()) as T;
    },
    load: (paths, milliseconds) =>
      ask<LoadResult>(loader, { url, paths, connections, milliseconds } satisfies LoadOrder),
    usage: () => ask(booking, "usage"),
    stop: async () => {
      for (const each of [loader, booking]) await ended(each);
      await database.drop();
    },
  };
}

function child(file: string, env: Record<string, string>): ChildProcess {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const execArgv = process.env["BENCH_CPU_PROFILE"] === file ? ["--cpu-prof", "--cpu-prof-dir=/tmp"] : [];
  return fork(path, { env: { PATH: process.env["PATH"], ...env }, execArgv });
}

/** @throws Error when the process ends instead. */
async function answer<T>(process: ChildProcess): Promise<T> {
  const done = new AbortController();
  const { signal } = done;
  const ended = once(process, "exit", { signal }).then(() => {
    throw new Error("the process ended before it answered");
  });
  try {
    const [message] = (await Promise.race([once(process, "message", { signal }), ended])) as [T];
    return message;
  } finally {
    done.abort();
    await ended.catch(() => undefined);
  }
}

async function ask<T>(process: ChildProcess, message: LoadOrder | string): Promise<T> {
  const answered = answer<T & { error?: string }>(process);
  process.send(message);
  const result = await answered;
  if (result.error !== undefined) throw new Error(result.error);
  return result;
}

async function ended(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null) return;
  const exit = once(process, "exit");
  process.kill("SIGTERM");
  await exit;
}

export interface Compared {
  /** Median over the rounds, as is each part of it. */
  ratio: number;
  ours: number;
  baseline: number;
}

const rounds = 7;
const roundMs = 1500;

/** Our paths and a fixed answer of the same size by turns, so that whatever else the machine does meets both. */
export async function compareWithFixed(bench: BookingBench, paths: string[]): Promise<Compared> {
  const warm = await bench.load(paths, 2 * roundMs);
  if (warm.failures > 0) throw new Error(`${warm.failures} of ${warm.requests} answers were no 200`);
  const fixed = [`/api/fixed?bytes=${Math.round(warm.meanBytes)}`];
  await bench.load(fixed, roundMs);
  const measured: { ours: Measured; baseline: Measured }[] = [];
  for (let round = 0; round < rounds; round++) {
    const baseline = await measure(bench, fixed);
    measured.push({ baseline, ours: await measure(bench, paths) });
  }
  const { rss } = await bench.usage();
  const cpuOf = (which: "ours" | "baseline") => median(measured.map((each) => each[which].cpuMs)).toFixed(2);
  process.stdout.write(
    `${Math.round(warm.meanBytes)} bytes an answer, ${connections} connections, ${Math.round(rss / 2 ** 20)} MB resident, ` +
      `processor time per request ${cpuOf("ours")} ms, of the fixed answer ${cpuOf("baseline")} ms\n`,
  );
  return {
    ratio: median(measured.map(({ ours, baseline }) => ours.perSecond / baseline.perSecond)),
    ours: median(measured.map(({ ours }) => ours.perSecond)),
    baseline: median(measured.map(({ baseline }) => baseline.perSecond)),
  };
}

interface Measured {
  perSecond: number;
  /** Per request, all threads of the process together. */
  cpuMs: number;
}

async function measure(bench: BookingBench, paths: string[]): Promise<Measured> {
  const before = await bench.usage();
  const { requests, failures, perSecond } = await bench.load(paths, roundMs);
  const after = await bench.usage();
  if (failures > 0) throw new Error(`${failures} of ${requests} answers were no 200`);
  return { perSecond, cpuMs: (after.cpuMs - before.cpuMs) / requests };
}
