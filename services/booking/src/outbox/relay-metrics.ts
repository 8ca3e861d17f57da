import type { Sql } from "@railbooker/runtime/database";
import { Counter, Gauge, Histogram, type Registry, readTogether } from "@railbooker/runtime/metrics";

export interface RelayObserver {
  /** Called before a batch is published; what it returns, once the batch is marked. */
  publishing(): (added: number, repeated: number) => void;
  /** So many events are published again, since the stream has lost some. */
  replaying(events: number): void;
}

export interface RelayMetrics {
  of(stream: string): RelayObserver;
}

/** Age and depth are asked of Postgres at each scrape, by every process alike: aggregate them with `max`. With Postgres away they are left out. */
export function createRelayMetrics(registry: Registry, sql: Sql): RelayMetrics {
  const registers = [registry];
  const published = new Counter({
    name: "railbooker_outbox_published_total",
    help: "events given to the stream, by whether they were new to it",
    labelNames: ["stream", "outcome"],
    registers,
  });
  const duration = new Histogram({
    name: "railbooker_outbox_publish_duration_seconds",
    help: "from a batch read to the batch marked as published",
    labelNames: ["stream"],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers,
  });
  const replayed = new Counter({
    name: "railbooker_outbox_replayed_total",
    help: "events published again after the stream had lost some",
    labelNames: ["stream"],
    registers,
  });
  const pending = new Gauge({
    name: "railbooker_outbox_pending",
    help: "events that are not yet published",
    registers,
    collect: () => measured(),
  });
  const age = new Gauge({
    name: "railbooker_outbox_oldest_pending_age_seconds",
    help: "age of the oldest event that is not yet published; 0 when none waits",
    registers,
    collect: () => measured(),
  });
  const measured = readTogether(async () => {
    const waiting = await readWaiting(sql).catch(() => undefined);
    if (waiting === undefined) {
      for (const gauge of [pending, age]) gauge.remove();
      return;
    }
    pending.set(waiting.pending);
    age.set(waiting.age);
  });
  return {
    of: (stream) => ({
      publishing: () => {
        const end = duration.startTimer({ stream });
        return (added, repeated) => {
          end();
          published.inc({ stream, outcome: "new" }, added);
          published.inc({ stream, outcome: "repeat" }, repeated);
        };
      },
      replaying: (events) => replayed.inc({ stream }, events),
    }),
  };
}

/** Events that wait, and the age of the oldest in seconds. */
export async function readWaiting(sql: Sql): Promise<{ pending: number; age: number } | undefined> {
  const [row] = await sql.rows<{ pending: number; age: number }>(
    `SELECT count(*)::int AS pending, coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 AS age
       FROM outbox WHERE published_at IS NULL`,
  );
  return row;
}
