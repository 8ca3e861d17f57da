import { createHash } from "node:crypto";
import type { Redis } from "ioredis";

/** A Lua script: what it reads and writes happens at once or not at all. */
export type Script = (
  redis: Redis,
  keys: readonly string[],
  parameters: readonly (string | number)[],
) => Promise<unknown>;

/** Sends the text only to a Redis that does not have it yet, such as one just started. */
export function defineScript(text: string): Script {
  const sha = createHash("sha1").update(text).digest("hex");
  return async (redis, keys, parameters) => {
    try {
      return await redis.evalsha(sha, keys.length, ...keys, ...parameters);
    } catch (error) {
      if (!String(error).includes("NOSCRIPT")) throw error;
      return await redis.eval(text, keys.length, ...keys, ...parameters);
    }
  };
}
