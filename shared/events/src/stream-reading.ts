import type { Redis } from "ioredis";

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

const batch = 100;

/** Creates the group from the stream's beginning: from its end, what was published meanwhile would be skipped for ever. */
export async function ensureGroup(redis: Redis, { stream, group }: GroupPosition): Promise<void> {
  try {
    await redis.xgroup("CREATE", stream, group, "0", "MKSTREAM");
  } catch (error) {
    if (!String(error).includes("BUSYGROUP")) throw error;
  }
}

/** The next of what this consumer was given before and has not acknowledged, as after a crash or a lost connection. */
export async function nextOwnPending(
  redis: Redis,
  position: GroupPosition,
  after: string,
): Promise<StreamEntry | undefined> {
  const { stream, group, consumer } = position;
  const reply = await redis.xreadgroup("GROUP", group, consumer, "COUNT", 1, "STREAMS", stream, after);
  const raw = (reply as RawReply)?.[0]?.[1][0];
  return raw === undefined ? undefined : withDeliveries(redis, position, raw);
}

/** New entries; waits up to `blockMs` for the first. */
export async function readNew(
  redis: Redis,
  { stream, group, consumer }: GroupPosition,
  blockMs: number,
): Promise<StreamEntry[]> {
  const reply = (await redis.xreadgroup(
    "GROUP",
    group,
    consumer,
    "COUNT",
    batch,
    "BLOCK",
    blockMs,
    "STREAMS",
    stream,
    ">",
  )) as RawReply;
  return (reply?.[0]?.[1] ?? []).map((raw) => toEntry(raw, 1));
}

/**
 * Takes over one entry that another consumer has left for `minIdleMs`.
 * @returns the place to go on from, "0-0" at the end; a call may find nothing and still not be at the end.
 */
export async function claimNext(
  redis: Redis,
  position: GroupPosition,
  minIdleMs: number,
  cursor: string,
): Promise<{ entry?: StreamEntry; cursor: string }> {
  const { stream, group, consumer } = position;
  const reply = (await redis.xautoclaim(stream, group, consumer, minIdleMs, cursor, "COUNT", 1)) as [
    string,
    (RawEntry | null)[],
  ];
  const raw = reply[1][0];
  if (raw === undefined || raw === null) return { cursor: reply[0] };
  return { entry: await withDeliveries(redis, position, raw), cursor: reply[0] };
}

const longIdleMs = 86_400_000;

/**
 * At a stop: marks what is still pending as long idle, so that another consumer takes it at once, not after a crash's
 * delay. A consumer that owes nothing is removed, or names of ended processes would pile up.
 */
export async function handBack(redis: Redis, { stream, group, consumer }: GroupPosition): Promise<void> {
  const pending = (await redis.xpending(stream, group, "-", "+", 10 * batch, consumer)) as [string][];
  if (pending.length === 0) {
    await redis.xgroup("DELCONSUMER", stream, group, consumer);
    return;
  }
  const ids = pending.map(([id]) => id);
  await redis.xclaim(stream, group, consumer, 0, ...ids, "IDLE", longIdleMs, "JUSTID");
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
  const at = fields?.indexOf("event") ?? -1;
  return { id, event: at < 0 ? undefined : fields?.[at + 1], deliveries };
}
