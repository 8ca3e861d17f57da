import type { SessionData } from "express-session";
import type { Redis } from "ioredis";

/** What the cache knows of a session: its data, that it has ended, or nothing. */
export type Cached = SessionData | "ended" | undefined;

/**
 * Sessions as last seen in Postgres, for a minute. Every method goes on without Redis: a cache that is away or was wiped
 * costs a query, never a sign-in.
 */
export interface SessionCache {
  get(sidHash: string): Promise<Cached>;
  /** Never overwrites an end: a look at Postgres from just before a sign-out may arrive after it. */
  put(sidHash: string, data: SessionData): Promise<void>;
  end(sidHashes: readonly string[]): Promise<void>;
}

const ttlMs = 60_000;
const ended = "ended";
const keyOf = (sidHash: string) => `railbooker:session:${sidHash}`;

/** @param redis of the kind "request", which fails at once where it would have to wait. */
export function createSessionCache(redis: Redis): SessionCache {
  return {
    get: async (sidHash) => {
      const text = await orNothing(redis.get(keyOf(sidHash)));
      if (text === null || text === undefined) return undefined;
      return text === ended ? ended : (JSON.parse(text) as SessionData);
    },
    put: async (sidHash, data) => {
      await orNothing(redis.set(keyOf(sidHash), JSON.stringify(data), "PX", ttlMs, "NX"));
    },
    end: async (sidHashes) => {
      await Promise.all(
        sidHashes.map((sidHash) => orNothing(redis.set(keyOf(sidHash), ended, "PX", 2 * ttlMs))),
      );
    },
  };
}

/** The connection itself logs that it was lost; here it only means that Postgres is asked. */
async function orNothing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch {
    return undefined;
  }
}
