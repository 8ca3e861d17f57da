import type { Logger } from "@railbooker/runtime/logger";
import type { Redis } from "ioredis";
import type { Handlers } from "./bus.js";
import type { DeadReason } from "./dead-letters.js";

/**
 * What became of an entry: handled, of no interest here, failed and tried again, let go without its predecessor, or
 * set aside.
 */
export type Outcome = "handled" | "ignored" | "retried" | "gap" | DeadReason;

export interface ConsumerOptions {
  /** Connections of the consumer's own, of the use `stream`: `reading` blocks, and `commands` must not wait behind it. */
  redis: { reading: Redis; commands: Redis };
  /** Of the stream that is read; the first when left out. */
  partition?: number;
  group: string;
  /** Unique per process. */
  consumer: string;
  handlers: Handlers;
  log: Logger;
  /** For how long a reader that is heard of no more keeps the stream from another. */
  leaseMs?: number;
  /** Events of different aggregates that are handled at once. */
  atOnce?: number;
  /** How long an event waits for a predecessor that is missing. */
  gapWaitMs?: number;
  /** After so many failures in a row an entry is poison. A neighbour that is away does not count. */
  maxAttempts?: number;
  /** For metrics: what became of each entry. */
  observe?: (outcome: Outcome, type: string) => void;
}
