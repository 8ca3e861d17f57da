import { coerceError } from "@railbooker/runtime/errors";
import type { Logger } from "@railbooker/runtime/logger";
import type { Redis } from "ioredis";

const unawaited = new Set<unknown>(["publish", "subscribe", "psubscribe", "unsubscribe", "punsubscribe"]);

/**
 * The Redis adapter of Socket.io waits for none of these commands: one that fails would be an unhandled rejection, which
 * ends the process. What is lost is a hint; browsers find the gap and ask again.
 */
export function quietRedis(redis: Redis, log: Logger): Redis {
  return new Proxy(redis, {
    get: (target, property) => {
      const value: unknown = Reflect.get(target, property, target);
      if (typeof value !== "function") return value;
      if (!unawaited.has(property)) return value.bind(target);
      // The adapter publishes before it tells its own sockets: what is thrown at once must not keep those from hearing.
      return async (...parameters: unknown[]) => {
        try {
          return (await value.apply(target, parameters)) as unknown;
        } catch (error) {
          log.debug({ command: property, reason: coerceError(error).message }, "a realtime hint was lost");
          return undefined;
        }
      };
    },
  });
}
