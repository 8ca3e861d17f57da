import type { ConsumerOptions } from "./consumer-options.js";
import { streamKeys } from "./keys.js";
import type { ReaderLease } from "./reader-lease.js";
import { claimNext, ensureGroup, keepClaims, readNew, removeOrphans } from "./stream-reading.js";
import { createWorkInHand } from "./work-in-hand.js";

const blockMs = 1000;
const sweepEveryMs = 10_000;
const leftBehindMs = 30_000;
const orphanedMs = 600_000;

/**
 * Reads the stream for as long as the lease lasts: first everything pending, whoever had it, then what is new.
 * What was pending is taken one at a time, since Redis counts a delivery with each: an entry whose handler kills the
 * process must be the only one whose count grows.
 * @throws what Redis answered, when it is away or has lost the group
 */
export async function readWhileHeld(
  options: ConsumerOptions,
  lease: ReaderLease,
  stopping: () => boolean,
): Promise<void> {
  const { redis, group, consumer, leaseMs = 5000 } = options;
  const position = { stream: streamKeys(options.partition).stream, group, consumer };
  const work = createWorkInHand(options, position, stopping);
  const ended = () => stopping() || work.failed();
  const heartbeat = setInterval(() => {
    const slow = work.olderThan(leaseMs);
    // Where Redis does not hear it, the lease ends by the clock and the reading with it.
    Promise.all([lease.renew(), keepClaims(redis.commands, position, slow)]).catch(() => undefined);
  }, leaseMs / 5);
  // A handler that never ends must not keep a process alive that has stopped.
  heartbeat.unref();

  async function takeLeft(minIdleMs: number): Promise<void> {
    for (let cursor = "0-0"; !ended(); ) {
      const claimed = await claimNext(redis.commands, position, minIdleMs, cursor);
      for (const entry of claimed.entries) work.take(entry);
      await work.settled();
      cursor = claimed.cursor;
      if (cursor === "0-0") return;
    }
  }

  try {
    await ensureGroup(redis.commands, position);
    await takeLeft(0);
    // Who read before has nothing pending any more, and whoever still runs gets its name back with its next turn.
    await removeOrphans(redis.commands, position, 0);
    let sweptAt = Date.now();
    while (!ended() && lease.lasts(blockMs * 1.5)) {
      if (Date.now() - sweptAt > sweepEveryMs) {
        sweptAt = Date.now();
        await takeLeft(leftBehindMs);
        await removeOrphans(redis.commands, position, orphanedMs);
      }
      await work.room();
      const entries = await readNew(redis.reading, position, blockMs);
      // A process that was frozen in between finds here what by now belongs to another reader.
      if (!lease.lasts(0)) return;
      for (const entry of entries) work.take(entry);
    }
  } finally {
    try {
      await work.close();
    } finally {
      clearInterval(heartbeat);
    }
  }
}
