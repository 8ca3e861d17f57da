import { randomUUID } from "node:crypto";
import { coerceError } from "@railbooker/runtime/errors";
import type { Logger } from "@railbooker/runtime/logger";
import type { Redis } from "ioredis";

export interface ReplicaShareOptions {
  redis: Redis;
  log: Logger;
  /** Connections that the provider allows all replicas together. */
  total: number;
  /** Replicas that share a provider's account share the key. */
  key: string;
  /** Called with this replica's share, 1 at least, whenever it changes. */
  onShare: (connections: number) => void;
  everyMs?: number;
}

export interface ReplicaShare {
  start(): Promise<void>;
  /** Leaves at once, so that the others need not wait until this replica is missed. */
  stop(): Promise<void>;
}

/** A replica that has not been heard of for three rounds is gone. By Redis' clock, since replicas' clocks differ. */
const beat = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', KEYS[1], now, ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - 3 * ARGV[2])
redis.call('PEXPIRE', KEYS[1], 4 * ARGV[2])
return redis.call('ZCARD', KEYS[1])`;

/** Divides the provider's connections among the replicas that are alive. Without Redis the last share stays. */
export function createReplicaShare(options: ReplicaShareOptions): ReplicaShare {
  const { redis, log, total, key, onShare, everyMs = 3000 } = options;
  const self = randomUUID();
  let share = 0;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();

  async function divide(): Promise<void> {
    try {
      const replicas = Number(await redis.eval(beat, 1, key, self, everyMs));
      const next = Math.max(1, Math.floor(total / replicas));
      if (next === share) return;
      share = next;
      log.info({ replicas, connections: share }, "share of the mail server's connections");
      onShare(share);
    } catch (error) {
      log.debug({ reason: coerceError(error).message }, "the replicas could not be counted");
    }
  }
  return {
    start: async () => {
      await divide();
      timer = setInterval(() => {
        round = divide();
      }, everyMs);
    },
    stop: async () => {
      clearInterval(timer);
      await round;
      await redis.zrem(key, self).catch(() => undefined);
    },
  };
}
