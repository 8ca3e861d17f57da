import { createStreamWriter } from "@railbooker/events/stream-writer";
import { createLogger } from "@railbooker/runtime/logger";
import { createRedis } from "@railbooker/runtime/redis";
import { waitFor } from "@railbooker/runtime/testing/wait";
import pg from "pg";
import { bookingEvent, load, timed } from "./bus-bench.js";

interface Relays {
  createRelays(options: Record<string, unknown>): { start(): void; stop(): Promise<void> };
}

const together = 500;
const log = createLogger({ service: "bench", level: "warn" });

/** Events per second from full outbox to all published, and of bare XADD with the same entries. */
export async function openRelayBench(databaseUrl: string, redisUrl: string) {
  const { createRelays } = await load<Relays>("booking", "outbox/create-relays.js");
  const sql = new pg.Client({ connectionString: databaseUrl, options: "-c search_path=booking" });
  await sql.connect();
  const redis = createRedis(redisUrl, "request", log);
  await waitFor("Redis", () => redis.status === "ready");

  /** Rows as the outbox writes them, and the same as the stream gets them. */
  async function prepare(events: number): Promise<string[]> {
    await sql.query("TRUNCATE outbox, outbox_streams");
    await redis.flushdb();
    for (let done = 0; done < events; done += together) {
      const envelopes = Array.from({ length: together }, () => bookingEvent());
      await sql.query(
        `INSERT INTO outbox (event_id, subject, version, envelope)
         SELECT (e->>'id')::uuid, e->>'subject', (e->>'aggregateversion')::int, e FROM jsonb_array_elements($1::jsonb) e`,
        [JSON.stringify(envelopes)],
      );
    }
    await sql.query("ANALYZE outbox");
    const { rows } = await sql.query<{ event: string }>(
      "SELECT envelope::text AS event FROM outbox ORDER BY id",
    );
    return rows.map((row) => row.event);
  }

  return {
    pipelined: async (events: number): Promise<number> => {
      const entries = await prepare(events);
      return timed(events, async () => {
        for (let first = 0; first < events; first += together) {
          const pipeline = redis.pipeline();
          for (const event of entries.slice(first, first + together))
            pipeline.xadd("bare", "*", "event", event);
          await pipeline.exec();
        }
      });
    },
    relayed: async (events: number): Promise<number> => {
      await prepare(events);
      const relay = createRelays({
        databaseUrl,
        schema: "booking",
        writers: [createStreamWriter(redis)],
        retentionHours: 72,
        log,
        observe: () => ({ publishing: () => () => undefined, replaying: () => undefined }),
      });
      try {
        return await timed(events, async () => {
          relay.start();
          const left = "SELECT FROM outbox WHERE published_at IS NULL LIMIT 1";
          while ((await sql.query(left)).rowCount !== 0)
            await new Promise((resolve) => setTimeout(resolve, 5));
        });
      } finally {
        await relay.stop();
      }
    },
    close: async () => {
      redis.disconnect();
      await sql.end();
    },
  };
}
