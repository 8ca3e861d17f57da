import { streamKey } from "@railbooker/events/keys";
import type { Redis } from "ioredis";
import type pg from "pg";
import { sleep } from "../fault-case.js";

/**
 * A relay as one should not write it: it remembers the highest id that it has seen and looks only beyond. A row that
 * commits late with a lower id is never published.
 */
export function startBrokenRelay(pool: pg.Pool, redis: Redis): { stop(): Promise<void> } {
  let stopping = false;
  const run = async () => {
    for (let cursor = "0"; !stopping; await sleep(20)) {
      const { rows } = await pool.query<{ id: string; event: string }>(
        "SELECT id, envelope::text AS event FROM booking.outbox WHERE id > $1 ORDER BY id LIMIT 100",
        [cursor],
      );
      for (const { event } of rows) await redis.xadd(streamKey, "*", "event", event);
      cursor = rows.at(-1)?.id ?? cursor;
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopping = true;
      await running;
    },
  };
}
