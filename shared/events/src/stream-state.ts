import type { Redis } from "ioredis";
import { fieldOf } from "./flat-fields.js";

/** How a group stands in a stream. */
export interface GroupState {
  name: string;
  /** Entries it has not been given yet; undefined where Redis cannot tell. */
  lag: number | undefined;
  /** Entries given and not acknowledged. */
  pending: number;
  /** Age of the oldest of these; 0 when there is none. */
  oldestPendingMs: number;
  consumers: number;
}

export interface StreamState {
  stream: string;
  length: number;
  groups: GroupState[];
}

export async function readStreamState(redis: Redis, stream: string): Promise<StreamState> {
  if ((await redis.exists(stream)) === 0) return { stream, length: 0, groups: [] };
  const [length, raw] = await Promise.all([redis.xlen(stream), redis.xinfo("GROUPS", stream)]);
  const groups = await Promise.all((raw as unknown[][]).map((fields) => readGroup(redis, stream, fields)));
  return { stream, length, groups };
}

async function readGroup(redis: Redis, stream: string, fields: readonly unknown[]): Promise<GroupState> {
  const name = String(fieldOf(fields, "name"));
  const lag = fieldOf(fields, "lag");
  const [pending, oldest] = (await redis.xpending(stream, name)) as [number, string | null];
  // An entry's id begins with the moment at which it was added.
  const addedAt = Number(oldest?.split("-")[0] ?? Number.NaN);
  return {
    name,
    lag: typeof lag === "number" ? lag : undefined,
    pending,
    oldestPendingMs: oldest === null ? 0 : Math.max(0, Date.now() - addedAt),
    consumers: Number(fieldOf(fields, "consumers")),
  };
}
