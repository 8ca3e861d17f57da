import type { Redis } from "ioredis";
import type pg from "pg";
import { streamsOf } from "./status.js";

const atOnce = 1000;

/**
 * Lets the relay publish again what was written since then; consumers drop what they have had. Stream and table are changed
 * in this order: ids forgotten for nothing do no harm, while a row that waits with its id remembered would be refused.
 */
export async function replaySince(
  client: pg.ClientBase,
  redis: Redis,
  since: Date,
  yes: boolean,
): Promise<string[]> {
  const told = (events: number) => `${events} events written since ${since.toISOString()}`;
  if (!yes) {
    const { rows } = await client.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM outbox WHERE published_at IS NOT NULL AND created_at >= $1",
      [since],
    );
    return [`Would publish ${told(rows[0]?.count ?? 0)} again. Add --yes to do it.`];
  }
  await client.query("BEGIN");
  try {
    const { rows } = await client.query<{ event_id: string }>(
      "UPDATE outbox SET published_at = NULL WHERE published_at IS NOT NULL AND created_at >= $1 RETURNING event_id",
      [since],
    );
    const streams = await streamsOf(client);
    for (let first = 0; first < rows.length; first += atOnce) {
      const ids = rows.slice(first, first + atOnce).map((row) => row.event_id);
      for (const stream of streams) await redis.zrem(`${stream}:published`, ...ids);
    }
    await client.query("COMMIT");
    return [
      `The relay publishes ${told(rows.length)} again; what was handled before is dropped as a repeat.`,
    ];
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}
