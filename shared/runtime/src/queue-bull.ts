import { once } from "node:events";
import Bull from "bull";
import type { Redis } from "ioredis";
import { coerceError, unavailable } from "./errors.js";
import type { Logger } from "./logger.js";
import { defaultRetry, type JobQueue, type QueueState, type RetryPolicy, retryDelay } from "./queue.js";
import { awaitEverything, stopTimers } from "./queue-bull-mend.js";
import { createLeash, type Leash } from "./queue-leash.js";
import type { JobObserver } from "./queue-metrics.js";
import { createRedis } from "./redis.js";
import { within } from "./within.js";

export interface BullQueueOptions {
  name: string;
  redisUrl: string;
  log: Logger;
  retry?: RetryPolicy;
  observe?: JobObserver;
}

/** The hash tag keeps a queue's keys in one slot of a Redis Cluster. */
export const bullPrefix = "{railbooker}";

/**
 * A worker keeps its lock by renewing it; Bull never tries again after a renewal that failed, so that one ends the run. Soon
 * after the lock of a worker that was killed has run out, the job is given to another.
 */
const lockMs = 20_000;
const renewMs = 5_000;
const longestRunMs = 50_000;
const commandTimeoutMs = 1000;

/** The queue on Bull, with the three connections that Bull must not share. */
export function createBullQueue<T>({
  name,
  redisUrl,
  log,
  retry = defaultRetry,
  observe,
}: BullQueueOptions): JobQueue<T> {
  const connections: Redis[] = [];
  let closed = false;
  // By the run, not by its id: a run that has lost its lock may still be there when the next of the same id begins.
  const running = new Map<Bull.Job<T>, Leash>();
  const queue = new Bull<T>(name, {
    prefix: bullPrefix,
    createClient: (type) => {
      // Bull refuses ready checks and bounded retries on the connections that block and subscribe.
      const redis = createRedis(redisUrl, "background", log, {
        enableReadyCheck: type === "client",
        ...(type === "bclient" ? { connectionName: workerName(name) } : {}),
      });
      // A worker that was still beginning asks for its connection only now.
      if (closed) redis.disconnect();
      connections.push(redis);
      return redis;
    },
    settings: {
      lockDuration: lockMs,
      lockRenewTime: renewMs,
      stalledInterval: renewMs,
      // Bull never forgets a stall: with its default of 1, a second crash would fail a job that has attempts left.
      maxStalledCount: 1000,
      retryProcessDelay: 1000,
      guardInterval: 1000,
      backoffStrategies: { fullJitter: (failed) => retryDelay(failed, retry) },
    },
  });
  awaitEverything(queue);
  queue.on("error", (error) => log.debug({ queue: name, reason: error.message }, "queue error"));
  queue.on("stalled", () => observe?.stalled());
  queue.on("lock-extension-failed", (job: Bull.Job<T>) => running.get(job)?.abort());

  /** With Redis away Bull would keep every command in memory and leave its caller waiting. */
  async function inTime<R>(command: () => Promise<R>): Promise<R> {
    try {
      if (queue.client.status !== "ready")
        await once(queue.client, "ready", { signal: AbortSignal.timeout(commandTimeoutMs) });
      return await within(commandTimeoutMs, command());
    } catch (error) {
      throw unavailable(`The queue "${name}"`, error);
    }
  }

  return {
    add: (id, data, { delayMs = 0 } = {}) =>
      inTime(async () => {
        await queue.add(data, jobOptions(id, delayMs, retry));
      }),
    state: () => inTime(() => stateOf(queue)),
    process: (concurrency, handler) => {
      const ended = queue.process(concurrency, async (job) => {
        const stillOurs = async () => (await queue.client.get(lockKeyOf(job))) === tokenOf(queue);
        const leash = createLeash({ longestRunMs, checkEveryMs: renewMs, stillOurs });
        running.set(job, leash);
        const startedAt = performance.now();
        const end = (outcome: "done" | "failed") =>
          observe?.ended(outcome, (performance.now() - startedAt) / 1000);
        try {
          await handler(job.data, {
            attempt: job.attemptsMade + 1,
            get signal() {
              return leash.signal();
            },
          });
          end("done");
        } catch (error) {
          end("failed");
          throw error;
        } finally {
          leash.drop();
          running.delete(job);
        }
      });
      ended.catch((error: unknown) =>
        log.debug({ queue: name, reason: coerceError(error).message }, "queue processing ended"),
      );
    },
    close: async (timeoutMs = 5000) => {
      const reachable = queue.client.status === "ready";
      const ended = queue.close(!reachable);
      if (reachable) await settled(ended, timeoutMs);
      for (const leash of running.values()) leash.abort();
      await settled(ended, 1000);
      closed = true;
      for (const redis of connections) redis.disconnect();
      await settled(stopTimers(queue), 1000);
    },
  };
}

/** Ended jobs are removed at once: a kept one would make Bull ignore a later add of its id without a word. */
function jobOptions(id: string, delay: number, retry: RetryPolicy): Bull.JobOptions {
  return {
    jobId: id,
    delay,
    attempts: retry.attempts,
    backoff: { type: "fullJitter" },
    removeOnComplete: true,
    removeOnFail: true,
  };
}

/** As Bull calls the connection on which a worker waits, by which it lists its workers. */
const workerName = (queue: string) => `${bullPrefix}:${Buffer.from(queue).toString("base64")}`;

/** Bull's types leave out what its lock is called, and whose it is. */
const lockKeyOf = (job: Bull.Job) => (job as unknown as { lockKey(): string }).lockKey();
const tokenOf = (queue: Bull.Queue) => (queue as unknown as { token: string }).token;

async function stateOf(queue: Bull.Queue): Promise<QueueState> {
  const [{ waiting, active, delayed }, [oldest]] = await Promise.all([
    queue.getJobCounts(),
    queue.getWaiting(0, 0),
  ]);
  const waitingSince = oldest === undefined ? undefined : oldest.timestamp + (oldest.opts.delay ?? 0);
  return {
    waiting,
    active,
    delayed,
    oldestWaitingMs: waitingSince === undefined ? 0 : Math.max(0, Date.now() - waitingSince),
  };
}

/** Waits for the end of `work`, well or not, for `ms` at most. */
async function settled(work: Promise<unknown>, ms: number): Promise<void> {
  await within(ms, work).catch(() => undefined);
}
