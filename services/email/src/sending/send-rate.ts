import type { Redis } from "ioredis";
import { storeAway } from "./redis-idempotency.js";
import { tooManyProblem } from "./send-problems.js";

/** @throws AppError 429 when the turn would come too late, 503 without Redis, or the signal's reason. */
export type WaitForTurn = (signal: AbortSignal) => Promise<void>;

/**
 * Gives each mail the next moment at which the provider's rate allows one, by Redis' own clock. Even spacing, no burst:
 * a provider that counts by the second sees no second with more than its rate.
 */
const reserve = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local free = tonumber(redis.call('GET', KEYS[1]) or '0')
local turn = math.max(now, free)
local wait = turn - now
if wait > tonumber(ARGV[2]) then return {'late', tostring(wait)} end
redis.call('SET', KEYS[1], string.format('%.3f', turn + ARGV[1]), 'PX', math.ceil(wait + ARGV[1]) + 1000)
return {'turn', tostring(wait)}`;

/** Longer waits are the caller's: its job comes back, and the request does not hold a connection meanwhile. */
const longestWaitMs = 5000;

export interface RateOptions {
  /** Mails a second, of all replicas together. */
  perSecond: number;
  /** Replicas that share a provider's account share the key. */
  key: string;
}

export function createSendRate(redis: Redis, { perSecond, key }: RateOptions): WaitForTurn {
  return async (signal) => {
    const answer = await redis
      .eval(reserve, 1, key, 1000 / perSecond, longestWaitMs)
      .catch((error: unknown) => {
        throw storeAway(error);
      });
    const [state, wait] = answer as [string, string];
    const ms = Number(wait);
    if (state === "late") throw tooManyProblem(Math.ceil(ms / 1000));
    if (ms > 0) await pause(ms, signal);
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", giveUp);
      resolve();
    }, ms);
    if (signal.aborted) giveUp();
    else signal.addEventListener("abort", giveUp, { once: true });
  });
}
