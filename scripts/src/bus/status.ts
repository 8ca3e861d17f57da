import { deadLetterKey, streamKey } from "@railbooker/events/keys";
import { readStreamState } from "@railbooker/events/stream-state";
import type { Redis } from "ioredis";
import type pg from "pg";

/** The streams that the relay writes; before it has ever run, the first. */
export async function streamsOf(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ stream: string }>(
    "SELECT stream FROM outbox_streams ORDER BY stream",
  );
  return rows.length === 0 ? [streamKey] : rows.map((row) => row.stream);
}

/** A line for the outbox, then each stream with its groups, then the dead letters. */
export async function describeBus(client: pg.ClientBase, redis: Redis): Promise<string[]> {
  const { rows } = await client.query<{ waiting: number; age: number; kept: number }>(
    `SELECT count(*) FILTER (WHERE published_at IS NULL)::int AS waiting, count(*)::int AS kept,
            coalesce(extract(epoch FROM now() - min(created_at) FILTER (WHERE published_at IS NULL)), 0)::float8 AS age
       FROM outbox`,
  );
  const { waiting = 0, age = 0, kept = 0 } = rows[0] ?? {};
  const oldest = waiting === 0 ? "" : `, the oldest since ${age.toFixed(1)} s`;
  const lines = [`outbox        ${waiting} waiting${oldest}; ${kept} kept`];
  for (const stream of await streamsOf(client)) {
    const { length, groups } = await readStreamState(redis, stream);
    lines.push(`${stream}  ${length} entries`);
    if (groups.length === 0) lines.push("  nobody has read it yet");
    for (const { name, lag, pending, oldestPendingMs, consumers } of groups) {
      const since = pending === 0 ? "" : `, the oldest since ${(oldestPendingMs / 1000).toFixed(1)} s`;
      lines.push(`  ${name}: ${lag ?? "?"} behind, ${pending} in hand${since}; ${consumers} reading`);
    }
  }
  lines.push(`dead letters  ${await redis.xlen(deadLetterKey)}`);
  return lines;
}
