import { createAcknowledgements } from "./acknowledgements.js";
import type { ConsumerOptions } from "./consumer-options.js";
import { handleEntry, readEntry } from "./entry-handling.js";
import { createLanes } from "./lanes.js";
import { createOrderGate } from "./order-gate.js";
import type { GroupPosition, StreamEntry } from "./stream-reading.js";

/** The entries that a reader has taken and not yet acknowledged, each in the lane of its aggregate. */
export interface WorkInHand {
  take(entry: StreamEntry): void;
  /** Those taken so long ago, and still under way. */
  olderThan(ms: number): string[];
  /** Whether something went wrong that only reading again from what is pending puts right. */
  failed(): boolean;
  /** Resolves once more can be taken. */
  room(): Promise<void>;
  /** Resolves once nothing that was taken is waiting or under way. */
  settled(): Promise<void>;
  /** Begins nothing more and waits for what is under way. @throws what kept it from being acknowledged */
  close(): Promise<void>;
}

const most = 400;

export function createWorkInHand(
  options: ConsumerOptions,
  { stream, group }: GroupPosition,
  stopping: () => boolean,
): WorkInHand {
  const { redis, log, observe, atOnce = 16, gapWaitMs = 2000 } = options;
  const lanes = createLanes({ atOnce, most });
  const acks = createAcknowledgements(redis.commands, stream, group);
  const since = new Map<string, number>();
  let broken = false;
  let closed = false;
  const ended = () => closed || broken || stopping() || acks.failed();
  const gate = createOrderGate({
    waitMs: gapWaitMs,
    onGap: (subject, expected, version) => {
      log.warn({ subject, expected, version }, "an event goes on without its predecessor");
      observe?.("gap", "any");
    },
  });

  return {
    take: (entry) => {
      if (since.has(entry.id)) return;
      since.set(entry.id, Date.now());
      const read = readEntry(entry);
      const work = async () => {
        try {
          if (!ended() && (await handleEntry(options, read, ended))) acks.add(entry.id);
        } catch (error) {
          log.warn({ entry: entry.id, reason: String(error) }, "an entry stays pending");
          broken = true;
        } finally {
          since.delete(entry.id);
        }
      };
      if (read.parsed.kind === "event") {
        const { subject, aggregateversion } = read.parsed.event;
        gate.enter(subject, aggregateversion, () => lanes.add(subject, work));
      } else lanes.add(entry.id, work);
    },
    olderThan: (ms) => [...since].filter(([, at]) => Date.now() - at > ms).map(([id]) => id),
    failed: () => broken || acks.failed(),
    room: lanes.room,
    settled: lanes.settled,
    close: async () => {
      closed = true;
      gate.close();
      await lanes.settled();
      await acks.flushed();
    },
  };
}
