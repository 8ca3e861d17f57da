import { coerceError } from "@railbooker/runtime/errors";
import type { ConsumerOptions } from "./consumer-options.js";
import { handleEntry } from "./entry-handling.js";
import {
  claimNext,
  ensureGroup,
  handBack,
  nextOwnPending,
  readNew,
  type StreamEntry,
} from "./stream-reading.js";

export interface Consumer {
  start(): void;
  /** Finishes the entry under way, hands back what was not begun, and ends; waits a few seconds for Redis at most. */
  stop(): Promise<void>;
}

const blockMs = 1000;
const pauseMs = 500;
const claimEveryMs = 5000;
const stopWithinMs = 3000;

/**
 * The consumer group loop: own pending entries first, then idle ones of others, then new ones; acknowledged after success.
 * What was pending is taken one at a time, since Redis counts a delivery with each: an entry whose handler kills the
 * process must be the only one whose count grows.
 */
export function createConsumer(options: ConsumerOptions): Consumer {
  const { redis, group, stream, log, claimIdleMs = 60_000 } = options;
  const position = { stream, group, consumer: options.consumer };
  let stopping = false;
  let loop: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    let recovered = false;
    let lastClaim = 0;
    while (!stopping) {
      try {
        if (!recovered) {
          await ensureGroup(redis, position);
          await handleOwnPending();
          recovered = true;
        }
        if (Date.now() - lastClaim > Math.min(claimEveryMs, claimIdleMs / 2)) {
          lastClaim = Date.now();
          await handleIdle();
        }
        for (const entry of await readNew(redis, position, blockMs)) await handle(entry);
      } catch (error) {
        recovered = false;
        if (!stopping) {
          log.warn({ reason: coerceError(error).message }, "the event stream cannot be read; trying again");
          await new Promise((resolve) => setTimeout(resolve, pauseMs));
        }
      }
    }
  }

  async function handleOwnPending(): Promise<void> {
    for (let after = "0"; !stopping; ) {
      const entry = await nextOwnPending(redis, position, after);
      if (entry === undefined) return;
      await handle(entry);
      after = entry.id;
    }
  }

  async function handleIdle(): Promise<void> {
    for (let cursor = "0-0"; !stopping; ) {
      const claimed = await claimNext(redis, position, claimIdleMs, cursor);
      if (claimed.entry !== undefined) await handle(claimed.entry);
      cursor = claimed.cursor;
      if (cursor === "0-0") return;
    }
  }

  async function handle(entry: StreamEntry): Promise<void> {
    if (!stopping && (await handleEntry(options, entry, () => stopping)))
      await redis.xack(stream, group, entry.id);
  }

  async function release(): Promise<void> {
    await handBack(redis, position).catch((error: unknown) =>
      log.warn({ reason: coerceError(error).message }, "pending events wait until they are claimed"),
    );
  }

  return {
    start: () => {
      loop = run();
    },
    stop: async () => {
      stopping = true;
      // A command that waits for an absent Redis never settles, not even when its client hangs up.
      if (await endsWithin(stopWithinMs, loop.then(release))) return;
      log.warn("the consumer did not end in time; what it held waits until it is claimed");
      redis.disconnect();
    },
  };
}

async function endsWithin(ms: number, work: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const inTime = await Promise.race([work.then(() => true), late]);
  clearTimeout(timer);
  return inTime;
}
