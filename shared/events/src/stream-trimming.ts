import type { Redis } from "ioredis";
import { fieldOf } from "./flat-fields.js";
import { knownGroups } from "./keys.js";

/** What everybody has handled stays for operators to look at, while there is room. */
const keptMs = 600_000;

/** Drops what every known group has handled. A group that has not begun yet needs all. @returns how many entries */
export async function trimStream(redis: Redis, stream: string, longest: number): Promise<number> {
  const needed = await oldestNeeded(redis, stream);
  if (needed === undefined) return 0;
  const roomy = (await redis.xlen(stream)) < longest / 2;
  const old = `${Date.now() - keptMs}-0`;
  const from = roomy && isBefore(old, needed) ? old : needed;
  // Entries below the id go; the newest that was read stays, so that an empty stream always means a loss.
  return redis.xtrim(stream, "MINID", from);
}

/** The oldest entry that a known group has not handled, else the last one it was given. */
async function oldestNeeded(redis: Redis, stream: string): Promise<string | undefined> {
  let oldest: string | undefined;
  for (const { name, lastDelivered } of await readGroups(redis, stream)) {
    const [, firstPending] = (await redis.xpending(stream, name)) as [number, string | null];
    const needed = firstPending ?? lastDelivered;
    if (oldest === undefined || isBefore(needed, oldest)) oldest = needed;
  }
  return oldest;
}

/** @returns the known groups; none unless all of them are there */
async function readGroups(redis: Redis, stream: string): Promise<{ name: string; lastDelivered: string }[]> {
  if ((await redis.exists(stream)) === 0) return [];
  const groups = ((await redis.xinfo("GROUPS", stream)) as unknown[][])
    .map((fields) => ({
      name: String(fieldOf(fields, "name")),
      lastDelivered: String(fieldOf(fields, "last-delivered-id")),
    }))
    .filter(({ name }) => knownGroups.includes(name));
  return groups.length === knownGroups.length ? groups : [];
}

/** Whether the first entry id is the older one. */
export function isBefore(a: string, b: string): boolean {
  const [aMs = 0, aSeq = 0] = a.split("-").map(Number);
  const [bMs = 0, bSeq = 0] = b.split("-").map(Number);
  return aMs < bMs || (aMs === bMs && aSeq < bSeq);
}
