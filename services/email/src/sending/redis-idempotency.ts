import { createHash } from "node:crypto";
import { AppError } from "@railbooker/runtime/errors";
import type { Redis } from "ioredis";
import type { Claim, IdempotencyStore, SentResponse } from "./idempotency.js";

/** Longer than any attempt takes (20 s), so that only the key of a process that died becomes free by itself. */
const sendingMs = 30_000;
/** Longer than any caller goes on retrying: a key forgotten earlier would let a late retry send a second mail. */
const settledMs = 72 * 3_600_000;

const begin = `
local held = redis.call('HMGET', KEYS[1], 'state', 'body', 'response')
if not held[1] then
  redis.call('HSET', KEYS[1], 'state', 'sending', 'body', ARGV[1], 'owner', ARGV[2])
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
  return {'started'}
end
if held[2] ~= ARGV[1] then return {'other-body'} end
return {held[1], held[3] or ''}`;

/** Also writes when the key has lapsed: that the mail went out stays true. Another attempt's claim is left alone. */
const settle = `
local owner = redis.call('HGET', KEYS[1], 'owner')
if owner and owner ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], 'state', ARGV[4], 'body', ARGV[1], 'owner', ARGV[2], 'response', ARGV[5])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1`;

const release = `
local held = redis.call('HMGET', KEYS[1], 'state', 'owner')
if held[1] == 'sending' and held[2] == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`;

export function redisIdempotency(redis: Redis): IdempotencyStore {
  const run = async (script: string, key: string, args: (string | number)[]): Promise<unknown> => {
    try {
      return await redis.eval(script, 1, redisKey(key), ...args);
    } catch (error) {
      throw storeAway(error);
    }
  };
  const settleAs = async (state: string, key: string, body: string, owner: string, response: string) => {
    await run(settle, key, [body, owner, settledMs, state, response]);
  };
  return {
    begin: async (key, bodyHash, owner) =>
      toClaim((await run(begin, key, [bodyHash, owner, sendingMs])) as [string, string?]),
    sent: (key, bodyHash, owner, response) =>
      settleAs("sent", key, bodyHash, owner, JSON.stringify(response)),
    unknown: (key, bodyHash, owner) => settleAs("unknown", key, bodyHash, owner, ""),
    release: async (key, owner) => {
      await run(release, key, [owner]);
    },
  };
}

/** Hashed, since a caller's key may hold personal data and any characters. */
function redisKey(key: string): string {
  return `railbooker:email:sent:${createHash("sha256").update(key).digest("hex")}`;
}

function toClaim([state, response]: [string, string?]): Claim {
  switch (state) {
    case "started":
    case "other-body":
    case "unknown":
      return { state };
    case "sent":
      return { state, response: JSON.parse(response ?? "") as SentResponse };
    default:
      return { state: "in-progress" };
  }
}

export function storeAway(cause: unknown): AppError {
  return new AppError({
    kind: "unavailable",
    code: "idempotency-store-away",
    message: "The memory of what was sent cannot be reached, so nothing is sent now; try again shortly.",
    retryAfterSeconds: 2,
    extra: { retryable: true, outcome: "not_sent" },
    cause,
  });
}
