import { Gauge, type Registry, readTogether } from "@railbooker/runtime/metrics";
import type { Redis } from "ioredis";
import { deadLetterKey, streamKeys } from "./keys.js";
import { readStreamState } from "./stream-state.js";

/**
 * What Redis knows of the streams, asked at each scrape; a scrape that cannot ask leaves the numbers out. Every process that
 * exports them says the same: aggregate with `max`.
 */
export function measureStreams(registry: Registry, redis: Redis, partitions: number): void {
  const gauges: Gauge[] = [];
  const gauge = (name: string, help: string, ...labelNames: string[]) => {
    const made = new Gauge({ name, help, labelNames, registers: [registry], collect: () => measured() });
    gauges.push(made);
    return made;
  };
  const measured = readTogether(async () => {
    for (const each of gauges) each.reset();
    await measure().catch(() => {
      for (const each of gauges) each.reset();
      letters.remove();
    });
  });
  const length = gauge(
    "railbooker_stream_length",
    "entries in the stream; at 100000 that a group still needs, events wait in the outbox",
    "stream",
  );
  const lag = gauge("railbooker_stream_group_lag", "entries the group has not been given", "stream", "group");
  const pending = gauge(
    "railbooker_stream_group_pending",
    "entries given and not acknowledged",
    "stream",
    "group",
  );
  const oldest = gauge(
    "railbooker_stream_oldest_pending_age_seconds",
    "age of the oldest entry that is not acknowledged; 0 when there is none",
    "stream",
    "group",
  );
  const letters = gauge("railbooker_stream_dead_letters", "entries set aside and not yet dealt with");

  async function measure(): Promise<void> {
    for (let partition = 0; partition < partitions; partition++) {
      const state = await readStreamState(redis, streamKeys(partition).stream);
      const { stream } = state;
      length.set({ stream }, state.length);
      for (const { name: group, ...its } of state.groups) {
        if (its.lag !== undefined) lag.set({ stream, group }, its.lag);
        pending.set({ stream, group }, its.pending);
        oldest.set({ stream, group }, its.oldestPendingMs / 1000);
      }
    }
    letters.set(await redis.xlen(deadLetterKey));
  }
}
