import { coerceError } from "@railbooker/runtime/errors";
import type { Logger } from "@railbooker/runtime/logger";
import type { ChainableCommander, Redis } from "ioredis";
import { type Cache, noCache } from "./cache.js";

const prefix = "railbooker:cache:";

/** Each group is a hash that ends `seconds` after its first entry. @param redis of the kind "request". */
export function createRedisCache(redis: Redis, seconds: number, log: Logger): Cache {
  const failed = (error: unknown) =>
    log.debug({ reason: coerceError(error).message }, "the cache could not be asked; going on without it");
  const send = (commands: (pipeline: ChainableCommander) => void) => {
    if (redis.status !== "ready") return;
    const pipeline = redis.pipeline();
    commands(pipeline);
    pipeline.exec().catch(failed);
  };
  return {
    read: async <T>(keys: Parameters<Cache["read"]>[0]) => {
      if (keys.length === 0 || redis.status !== "ready") return noCache.read<T>(keys);
      const pipeline = redis.pipeline();
      for (const { group, field } of keys) pipeline.hget(prefix + group, field);
      try {
        const answers = await pipeline.exec();
        return keys.map((_key, index) => {
          const text = answers?.[index]?.[1];
          return typeof text === "string" ? (JSON.parse(text) as T) : undefined;
        });
      } catch (error) {
        failed(error);
        return noCache.read<T>(keys);
      }
    },
    write: (entries) => {
      if (entries.length === 0) return;
      send((pipeline) => {
        for (const { group, field, value } of entries) {
          pipeline.hset(prefix + group, field, JSON.stringify(value));
          // Set once: entries that keep coming must not keep an old one alive.
          pipeline.expire(prefix + group, seconds, "NX");
        }
      });
    },
    drop: (groups) => {
      if (groups.length > 0) send((pipeline) => pipeline.unlink(...groups.map((group) => prefix + group)));
    },
  };
}
