import type { Logger } from "@railbooker/runtime/logger";
import type { Redis } from "ioredis";
import type { Handlers } from "./bus.js";

/** What became of an entry: handled, of no interest here, failed and tried again, or set aside. */
export type Outcome = "handled" | "ignored" | "retried" | "dead";

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
  /** For metrics: what became of each entry. */
  observe?: (outcome: Outcome, type: string) => void;
}
