import { Redis, type RedisOptions } from "ioredis";
import type { Logger } from "./logger.js";
import { within } from "./within.js";

/**
 * - `request`: answers or fails at once, for what a request waits on; with Redis away the caller goes on without it.
 * - `background`: waits for Redis to return, for loops that nobody waits on.
 * - `stream`: for a loop that reads a stream and blocks for seconds at most. A command under way when the connection is lost
 *   fails instead of being sent again: the loop has to look first what it still holds.
 */
export type RedisUse = "request" | "background" | "stream";

const optionsFor: Record<RedisUse, RedisOptions> = {
  request: { enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: 1000 },
  background: { enableOfflineQueue: true, maxRetriesPerRequest: null },
  stream: { enableOfflineQueue: true, maxRetriesPerRequest: 0, socketTimeout: 4000 },
};

/** Reconnects for ever with growing pauses (2 s at most) and logs each loss once instead of throwing it at nobody. */
export function createRedis(url: string, use: RedisUse, log: Logger, extra: RedisOptions = {}): Redis {
  const options: RedisOptions = {
    connectTimeout: 2000,
    // A half-open connection looks alive for ever; without any answer for this long it is dropped and made anew.
    socketTimeout: 10_000,
    // ioredis waits this long for a connection that never was to close; with its 2 s a process would linger at its end.
    disconnectTimeout: 500,
    retryStrategy: (attempt) => Math.min(50 * 2 ** attempt, 2000),
    ...optionsFor[use],
    ...extra,
  };
  const redis = new Redis(url, { ...options, replyMapping: "legacy" });
  let lost = false;
  redis.on("error", (error: Error) => {
    if (!lost) log.warn({ reason: error.message }, "redis connection lost");
    lost = true;
  });
  redis.on("ready", () => {
    if (lost) log.info("redis connection is back");
    lost = false;
  });
  return redis;
}

/** One that is frozen does not answer even that. */
const goodbyeMs = 1000;

/** Says good-bye where Redis listens; where it does not, hangs up. */
export async function closeRedis(redis: Redis): Promise<void> {
  if (redis.status !== "ready") {
    redis.disconnect();
    return;
  }
  await within(goodbyeMs, redis.quit()).catch(() => redis.disconnect());
}
