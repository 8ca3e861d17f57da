import { performance } from "node:perf_hooks";
import type { Redis } from "ioredis";
import { defineScript } from "./script.js";

/**
 * One process at a time reads a stream for a group: entries of one booking that two processes read at once could overtake
 * each other. Redis may forget the lease, or a process be frozen beyond its end; then two may for a moment have the same
 * entries in hand, each in order, and the inbox lets each have its effect once.
 */
export interface ReaderLease {
  /** Begins a turn. @returns whether this process has the lease */
  take(): Promise<boolean>;
  /**
   * Makes the lease last longer, unless it has ended: another may have read meanwhile, and died over what it had in hand. A
   * process that was frozen so long has to begin a new turn, with what is pending.
   */
  renew(): Promise<void>;
  /** Whether it is certain to last for so long, by this process's clock. */
  lasts(ms: number): boolean;
  /** Leaves it to another process at once. */
  release(): Promise<void>;
}

const holdScript = defineScript(`
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
`);

const releaseScript = defineScript(`
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
`);

export function createReaderLease(redis: Redis, key: string, holder: string, forMs: number): ReaderLease {
  let until = 0;
  const hold = async () => (await holdScript(redis, [key], [holder, forMs])) === 1;
  return {
    take: async () => {
      const asked = performance.now();
      const held = await hold();
      until = held ? asked + forMs : 0;
      return held;
    },
    renew: async () => {
      const [asked, end] = [performance.now(), until];
      if (asked >= end) return;
      const held = await hold();
      until = held && performance.now() < end ? asked + forMs : 0;
    },
    lasts: (ms) => performance.now() + ms < until,
    release: async () => {
      until = 0;
      await releaseScript(redis, [key], [holder]);
    },
  };
}
