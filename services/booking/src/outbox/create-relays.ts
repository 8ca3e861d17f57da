import type { StreamWriter } from "@railbooker/events/stream-writer";
import type { Logger } from "@railbooker/runtime/logger";
import { createLeaderConnection } from "./leader.js";
import { createOutboxRows } from "./outbox-rows.js";
import { createRelay, type Relay } from "./relay.js";
import type { RelayObserver } from "./relay-metrics.js";
import { createStreamPosition } from "./stream-position.js";

export interface RelaysOptions {
  databaseUrl: string;
  schema: string;
  /** One for each partition, in their order. */
  writers: readonly StreamWriter[];
  /** How long published events stay, to be published again when Redis has lost them. */
  retentionHours: number;
  log: Logger;
  observe: (stream: string) => RelayObserver;
  pollMs?: number;
  checkMs?: number;
}

/** A relay for each partition, each led by one process at a time; together they start, wake and stop as one. */
export function createRelays(options: RelaysOptions): Relay {
  const { databaseUrl, schema, writers, retentionHours, log, observe } = options;
  const relays = writers.map((writer, index) => {
    const partition = { index, count: writers.length };
    let wake: () => void = () => undefined;
    const name = `railbooker:outbox-relay${index === 0 ? "" : `:${index}`}`;
    const leader = createLeaderConnection({ databaseUrl, schema, name, onCall: () => wake() });
    const relay = createRelay({
      leader,
      rows: createOutboxRows(leader, writer.stream, partition, retentionHours),
      position: createStreamPosition(leader, writer, partition),
      writer,
      log,
      observe: observe(writer.stream),
      ...(options.pollMs === undefined ? {} : { pollMs: options.pollMs }),
      ...(options.checkMs === undefined ? {} : { checkMs: options.checkMs }),
    });
    wake = relay.wake;
    return relay;
  });
  return {
    start: () => {
      for (const relay of relays) relay.start();
    },
    wake: () => {
      for (const relay of relays) relay.wake();
    },
    stop: async () => {
      await Promise.all(relays.map((relay) => relay.stop()));
    },
  };
}
