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
  deliveries: number;
}

type RawEntry = [id: string, fields: string[] | null];

const batch = 100;

/** Creates the group from the stream's beginning: from its end, what was published meanwhile would be skipped for ever. */
export async function ensureGroup(redis: Redis, { stream, group }: GroupPosition): Promise<void> {
  try {
    await redis.xgroup("CREATE", stream, group, "0", "MKSTREAM");
  } catch (error) {
    if (!String(error).includes("BUSYGROUP")) throw error;
  }
}

/** What this consumer was given before and has not acknowledged, as after a crash or a lost connection. */
export async function readOwnPending(redis: Redis, position: GroupPosition): Promise<StreamEntry[]> {
  const { stream, group, consumer } = position;
  const found: StreamEntry[] = [];
  for (let after = "0"; ; ) {
    const reply = (await redis.xreadgroup(
      "GROUP",
      group,
      consumer,
      "COUNT",
      batch,
      "STREAMS",
      stream,
      after,
    )) as [string, RawEntry[]][] | null;
    const entries = reply?.[0]?.[1] ?? [];
    const last = entries.at(-1);
    if (last === undefined) return withDeliveries(redis, position, found);
    found.push(...entries.map(toEntry));
    after = last[0];
  }
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
  )) as [string, RawEntry[]][] | null;
  return (reply?.[0]?.[1] ?? []).map(toEntry);
}

/** Takes over what other consumers have left for `minIdleMs`. One call may find nothing and still not be at the end. */
export async function claimIdle(
  redis: Redis,
  position: GroupPosition,
  minIdleMs: number,
): Promise<StreamEntry[]> {
  const { stream, group, consumer } = position;
  const found: StreamEntry[] = [];
  for (let cursor = "0-0"; ; ) {
    const reply = (await redis.xautoclaim(stream, group, consumer, minIdleMs, cursor, "COUNT", batch)) as [
      string,
      RawEntry[],
    ];
    found.push(...reply[1].filter((entry) => entry !== null).map(toEntry));
    cursor = reply[0];
    if (cursor === "0-0") return withDeliveries(redis, position, found);
  }
}

/** Redis counts deliveries; an entry whose handler kills its process shows only there. */
async function withDeliveries(
  redis: Redis,
  { stream, group, consumer }: GroupPosition,
  entries: StreamEntry[],
): Promise<StreamEntry[]> {
  const [first, last] = [entries[0], entries.at(-1)];
  if (first === undefined || last === undefined) return entries;
  const rows = (await redis.xpending(stream, group, first.id, last.id, entries.length + batch, consumer)) as [
    string,
    string,
    number,
    number,
  ][];
  const counts = new Map(rows.map(([id, , , count]) => [id, count]));
  return entries.map((entry) => ({ ...entry, deliveries: counts.get(entry.id) ?? 1 }));
}

function toEntry([id, fields]: RawEntry): StreamEntry {
  const at = fields?.indexOf("event") ?? -1;
  return { id, event: at < 0 ? undefined : fields?.[at + 1], deliveries: 1 };
}
