import type { Sql } from "@railbooker/runtime/database";
import { measureDatabase } from "@railbooker/runtime/database-metrics";
import type { Registry } from "@railbooker/runtime/metrics";
import type { QueueState } from "@railbooker/runtime/queue";
import { measureQueues } from "@railbooker/runtime/queue-metrics";
import type { DataSource } from "typeorm";
import { schema } from "./database/migrations.js";
import { measureSockets } from "./realtime/socket-metrics.js";
import { measureHolds } from "./seating/hold-metrics.js";

export interface Measured {
  /** Its pools by their names. */
  sources: { main: DataSource; sales: DataSource };
  sql: Sql;
  /** Bull's queue `booking`. */
  queue: { state(): Promise<QueueState> };
  sockets: { connections(): number };
}

/** What is asked at each scrape; what happens is counted where it happens. */
export function measure(registry: Registry, { sources, sql, queue, sockets }: Measured): void {
  measureDatabase(registry, schema, sources);
  measureHolds(registry, sql);
  measureQueues(registry, [{ name: "booking", state: queue.state }]);
  measureSockets(registry, () => sockets.connections());
}
