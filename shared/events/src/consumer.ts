import { createAlarmClock } from "@railbooker/runtime/alarm-clock";
import { coerceError } from "@railbooker/runtime/errors";
import { within } from "@railbooker/runtime/within";
import type { ConsumerOptions } from "./consumer-options.js";
import { streamKeys } from "./keys.js";
import { createReaderLease } from "./reader-lease.js";
import { readWhileHeld } from "./reading-turn.js";
import { leaveGroup } from "./stream-reading.js";

export interface Consumer {
  start(): void;
  /** Finishes what is under way, leaves what was not begun to the next reader, and ends; waits a few seconds at most. */
  stop(): Promise<void>;
}

const followMs = 250;
const failedMs = 300;
const stopWithinMs = 3000;

/** Reads a group's stream whenever no other process does; acknowledges after success. */
export function createConsumer(options: ConsumerOptions): Consumer {
  const { redis, group, consumer, partition, log, leaseMs = 5000 } = options;
  const keys = streamKeys(partition);
  const lease = createReaderLease(redis.commands, keys.lease(group), consumer, leaseMs);
  const alarm = createAlarmClock();
  let stopping = false;
  let loop: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    let failing = false;
    while (!stopping) {
      try {
        const held = await lease.take();
        if (failing) log.info("the event stream can be read again");
        failing = false;
        if (held) await readWhileHeld(options, lease, () => stopping);
        else await alarm.sleep(followMs);
      } catch (error) {
        if (stopping) return;
        const reason = coerceError(error).message;
        if (failing) log.debug({ reason }, "the event stream still cannot be read");
        else log.warn({ reason }, "the event stream cannot be read; trying again");
        failing = true;
        await alarm.sleep(failedMs);
      }
    }
  }

  async function leave(): Promise<void> {
    await leaveGroup(redis.commands, { stream: keys.stream, group, consumer });
    await lease.release();
  }

  return {
    start: () => {
      loop = run();
    },
    stop: async () => {
      stopping = true;
      alarm.wake();
      // It may be waiting for entries; what it is given in this moment is left to the next reader.
      redis.reading.disconnect();
      const left = loop.then(leave).catch((error: unknown) => {
        log.warn({ reason: coerceError(error).message }, "the next reader waits until the lease ends");
      });
      await within(stopWithinMs, left).catch(() => {
        log.warn("the consumer did not end in time; what it held is taken over when its lease ends");
        redis.commands.disconnect();
      });
    },
  };
}
