import Bull from "bull";
import type { Logger } from "./logger.js";
import { bullPrefix } from "./queue-bull.js";
import { createRedis } from "./redis.js";

export interface BullView {
  /** Bull's own, for tools that know Bull; work goes through JobQueue. */
  queues: readonly Bull.Queue[];
  close(): Promise<void>;
}

/** Longer than Redis ever takes; with Redis away whoever looks is told so instead of waiting. */
const commandTimeout = 2000;

/** Opens queues to be looked at: no worker, no subscription, one connection for all. */
export function openBullView(
  names: readonly string[],
  { redisUrl, log }: { redisUrl: string; log: Logger },
): BullView {
  const redis = createRedis(redisUrl, "background", log, { commandTimeout, enableReadyCheck: false });
  const queues = names.map((name) => {
    const queue = new Bull(name, { prefix: bullPrefix, createClient: () => redis });
    queue.on("error", (error) => log.debug({ queue: name, reason: error.message }, "queue error"));
    return queue;
  });
  return {
    queues,
    close: async () => {
      await Promise.allSettled(queues.map((queue) => queue.close(true)));
      redis.disconnect();
    },
  };
}
