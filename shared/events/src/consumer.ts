import { coerceError } from "@railbooker/runtime/errors";
import type { Logger } from "@railbooker/runtime/logger";
import { foreseen } from "@railbooker/runtime/problem";
import type { Redis } from "ioredis";
import type { Handlers } from "./bus.js";
import { addDeadLetter } from "./dead-letters.js";
import { type BusEvent, parseEvent } from "./envelope.js";
import { claimIdle, ensureGroup, readNew, readOwnPending, type StreamEntry } from "./stream-reading.js";

export interface ConsumerOptions {
  /** A connection of the consumer's own: it blocks. */
  redis: Redis;
  stream: string;
  group: string;
  /** Unique per process. */
  consumer: string;
  handlers: Handlers;
  log: Logger;
  /** An entry that another consumer has held for this long is taken over. Longer than the slowest handler. */
  claimIdleMs?: number;
  /** After so many failures in a row an entry is poison. A neighbour that is away does not count. */
  maxAttempts?: number;
}

export interface Consumer {
  start(): void;
  /** Finishes the entry under way and ends. */
  stop(): Promise<void>;
}

const blockMs = 1000;
const pauseMs = 500;
const maxDeliveries = 25;

/** The consumer group loop: own pending entries first, then idle ones of others, then new ones; acknowledged after success. */
export function createConsumer(options: ConsumerOptions): Consumer {
  const { redis, group, stream, log, claimIdleMs = 60_000 } = options;
  const position = { stream, group, consumer: options.consumer };
  let stopping = false;
  let loop: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    let recover = true;
    let lastClaim = 0;
    while (!stopping) {
      try {
        if (recover) {
          await ensureGroup(redis, position);
          await handleAll(await readOwnPending(redis, position));
          recover = false;
        }
        if (Date.now() - lastClaim > claimIdleMs / 2) {
          lastClaim = Date.now();
          await handleAll(await claimIdle(redis, position, claimIdleMs));
        }
        await handleAll(await readNew(redis, position, blockMs));
      } catch (error) {
        recover = true;
        if (!stopping) {
          log.warn({ reason: coerceError(error).message }, "the event stream cannot be read; trying again");
          await sleep(pauseMs);
        }
      }
    }
  }

  async function handleAll(entries: readonly StreamEntry[]): Promise<void> {
    for (const entry of entries) {
      if (stopping) return;
      if (await handleEntry(options, entry, () => stopping)) await redis.xack(stream, group, entry.id);
    }
  }

  return {
    start: () => {
      loop = run();
    },
    stop: async () => {
      stopping = true;
      await loop;
    },
  };
}

/** @returns whether the entry is done with: handled, of no interest, or set aside. */
async function handleEntry(
  options: ConsumerOptions,
  entry: StreamEntry,
  stopping: () => boolean,
): Promise<boolean> {
  const { redis, group, log, maxAttempts = 5 } = options;
  const setAside = async (reason: string, attempts: number) => {
    log.error({ entry: entry.id, reason, attempts }, "event set aside as a dead letter");
    await addDeadLetter(redis, { entryId: entry.id, event: entry.event ?? "", reason, attempts, group });
    return true;
  };

  if (entry.deliveries > maxDeliveries)
    return setAside("delivered too often: its handler keeps dying", entry.deliveries);
  const parsed = parseEvent(entry.event);
  if (parsed.kind === "invalid") return setAside(parsed.reason, 1);
  if (parsed.kind === "unknown") return true;

  // In place and in order: a later event of the same booking must not overtake this one.
  for (let attempt = 1; !stopping(); ) {
    try {
      await dispatch(options.handlers, parsed.event);
      return true;
    } catch (thrown) {
      const error = coerceError(thrown);
      const neighbourAway = foreseen(error).kind === "unavailable";
      log.warn(
        { event: parsed.event.id, reason: error.message, attempt, neighbourAway },
        "event could not be handled; trying again",
      );
      if (!neighbourAway && attempt >= maxAttempts) return setAside(error.message, attempt);
      if (!neighbourAway) attempt += 1;
      await sleep(Math.min(100 * 2 ** attempt, 2000));
    }
  }
  return false;
}

async function dispatch(handlers: Handlers, event: BusEvent): Promise<void> {
  const handler = handlers[event.name] as ((event: BusEvent) => Promise<void>) | undefined;
  await handler?.(event);
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
