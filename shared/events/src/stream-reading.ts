import type { Redis } from "ioredis";
import { fieldOf } from "./flat-fields.js";
import { defineScript } from "./script.js";

export interface GroupPosition {
  stream: string;
  group: string;
  consumer: string;
}

export interface StreamEntry {
  id: string;
  /** Missing when the entry was trimmed away while it was pending. */
  event: string | undefined;
  /** How often it has been given to a consumer, this time included. */
  deliveries: number;
}

type RawEntry = [id: string, fields: string[] | null];
type RawReply = [stream: string, entries: RawEntry[]][] | null;

const batch = 200;

/** Creates the group from the stream's beginning: from its end, what was published meanwhile would be skipped for ever. */
export async function ensureGroup(redis: Redis, { stream, group }: GroupPosition): Promise<void> {
  try {
    await redis.xgroup("CREATE", stream, group, "0", "MKSTREAM");
  } catch (error) {
    if (!String(error).includes("BUSYGROUP")) throw error;
  }
}

/** New entries; waits up to `blockMs` for the first. */
export async function readNew(
  redis: Redis,
  { stream, group, consumer }: GroupPosition,
  blockMs: number,
): Promise<StreamEntry[]> {
  const where = ["STREAMS", stream, ">"] as const;
  const reply = await redis.xreadgroup("GROUP", group, consumer, "COUNT", batch, "BLOCK", blockMs, ...where);
  return ((reply as RawReply)?.[0]?.[1] ?? []).map((raw) => toEntry(raw, 1));
}

/**
 * Takes one entry that was given to somebody `minIdleMs` ago or earlier and not acknowledged; with 0, anybody's, the own ones
 * included. One at a time, since Redis counts a delivery with each.
 * @returns the place to go on from, "0-0" at the end; a call may find nothing and still not be at the end.
 */
export async function claimNext(
  redis: Redis,
  position: GroupPosition,
  minIdleMs: number,
  cursor: string,
): Promise<{ entries: StreamEntry[]; cursor: string }> {
  const { stream, group, consumer } = position;
  const reply = await redis.xautoclaim(stream, group, consumer, minIdleMs, cursor, "COUNT", 1);
  const [next, claimed, trimmed = []] = reply as [string, (RawEntry | null)[], string[]?];
  // Redis has dropped these from the pending ones already: their content is gone.
  const entries = trimmed.map((id): StreamEntry => ({ id, event: undefined, deliveries: 1 }));
  for (const raw of claimed) if (raw !== null) entries.push(await withDeliveries(redis, position, raw));
  return { entries, cursor: next };
}

/** Tells Redis that the entries are still in hand, so that nobody takes them over as left behind. */
export async function keepClaims(
  redis: Redis,
  { stream, group, consumer }: GroupPosition,
  ids: readonly string[],
): Promise<void> {
  if (ids.length > 0) await redis.xclaim(stream, group, consumer, 0, ...ids, "JUSTID");
}

/** Deleting a consumer drops what is pending with it: looking and deleting have to be one step. */
const removeScript = defineScript(`
local removed = 0
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
for _, fields in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
  local consumer = {}
  for i = 1, #fields, 2 do consumer[fields[i]] = fields[i + 1] end
  if consumer.pending == 0 and consumer.idle >= tonumber(ARGV[3]) and (ARGV[2] == '' or consumer.name == ARGV[2]) then
    redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], consumer.name)
    removed = removed + 1
  end
end
return removed
`);

/** Removes the consumer from the group unless something is pending with it. */
export async function leaveGroup(redis: Redis, { stream, group, consumer }: GroupPosition): Promise<void> {
  await removeScript(redis, [stream], [group, consumer, 0]);
}

/** Removes consumers that have nothing pending and have asked for nothing since `idleMs`: names of ended processes. */
export async function removeOrphans(
  redis: Redis,
  { stream, group }: GroupPosition,
  idleMs: number,
): Promise<number> {
  return Number(await removeScript(redis, [stream], [group, "", idleMs]));
}

/** Redis counts deliveries; an entry whose handler kills its process shows only there. */
async function withDeliveries(
  redis: Redis,
  { stream, group }: GroupPosition,
  raw: RawEntry,
): Promise<StreamEntry> {
  const rows = (await redis.xpending(stream, group, raw[0], raw[0], 1)) as [string, string, number, number][];
  return toEntry(raw, rows[0]?.[3] ?? 1);
}

function toEntry([id, fields]: RawEntry, deliveries: number): StreamEntry {
  return { id, event: fieldOf(fields ?? [], "event"), deliveries };
}
