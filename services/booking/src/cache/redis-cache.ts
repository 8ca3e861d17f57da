import { coerceError } from "@railbooker/runtime/errors";
import type { Logger } from "@railbooker/runtime/logger";
import type { Redis } from "ioredis";
import { type Cache, type Entries, noCache } from "./cache.js";

/** The braces keep all groups on one node of a cluster, so that one command may name many. */
const prefix = "{railbooker}:cache:";
/** A group that has grown beyond this begins anew, so that reading it stays quick. */
const mostFields = 32;

/** Each group is one text that ends `seconds` after its first entry, whatever is added to it. @param redis of the kind "request". */
export function createRedisCache(redis: Redis, seconds: number, log: Logger): Cache {
  const keyOf = (group: string) => prefix + group;
  const failed = (error: unknown) =>
    log.debug({ reason: coerceError(error).message }, "the cache could not be asked; going on without it");
  return {
    read: async <T>(groups: readonly string[]) => {
      if (groups.length === 0 || redis.status !== "ready") return noCache.read<T>(groups);
      try {
        const texts = await redis.mget(groups.map(keyOf));
        return texts.map((text) => (text === null ? undefined : (JSON.parse(text) as Entries<T>)));
      } catch (error) {
        failed(error);
        return noCache.read<T>(groups);
      }
    },
    write: (groups) => {
      if (groups.length === 0 || redis.status !== "ready") return;
      const pipeline = redis.pipeline();
      for (const { group, known, fresh } of groups) {
        if (known === undefined) pipeline.set(keyOf(group), JSON.stringify(fresh), "EX", seconds, "NX");
        else {
          const full = Object.keys(known).length >= mostFields;
          const text = JSON.stringify(full ? fresh : { ...known, ...fresh });
          // Only what is still there: a group dropped in the meantime must not come back with what was known before.
          pipeline.call("SET", keyOf(group), text, "XX", "KEEPTTL");
        }
      }
      pipeline.exec().catch(failed);
    },
    drop: (groups) => {
      if (groups.length === 0 || redis.status !== "ready") return;
      redis.unlink(groups.map(keyOf)).catch(failed);
    },
  };
}
