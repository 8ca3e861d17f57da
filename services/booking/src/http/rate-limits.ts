import { createHash } from "node:crypto";
import { AppError } from "@railbooker/runtime/errors";
import type { Request, RequestHandler } from "express";
import type { Redis } from "ioredis";
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from "rate-limiter-flexible";
import { networkOf } from "./network-of.js";

/** So many requests in so many seconds. */
export interface Limit {
  points: number;
  seconds: number;
}

export interface SensitiveLimits {
  /** With IPv6, for each network of 64 bits. */
  perAddress: Limit;
  /** For the e-mail address in the body, whoever sends it. */
  perEmail?: Limit;
}

export interface LimitTable {
  everything: Limit;
  /** What anybody may read, for each process by itself; as `everything` where it is left out. */
  reads?: Limit;
  /** Tries at the password of one user who is signed in, whoever makes them. */
  guesses: Limit;
  /** Exports of a user's data, which are much work. */
  exports: Limit;
  /** By path below /api, for POST and DELETE. */
  sensitive: Record<string, SensitiveLimits>;
}

const guessing: SensitiveLimits = {
  perAddress: { points: 60, seconds: 60 },
  perEmail: { points: 15, seconds: 300 },
};
const mailing: SensitiveLimits = {
  perAddress: { points: 20, seconds: 600 },
  perEmail: { points: 5, seconds: 900 },
};

/** Generous to a household or an office behind one address, and tight where something is guessed or mailed. */
const defaultLimits: LimitTable = {
  everything: { points: 600, seconds: 60 },
  reads: { points: 1200, seconds: 60 },
  guesses: { points: 15, seconds: 300 },
  exports: { points: 10, seconds: 3600 },
  sensitive: {
    "/users": { perAddress: { points: 60, seconds: 600 }, perEmail: { points: 20, seconds: 600 } },
    "/users/login": guessing,
    "/users/token": guessing,
    "/users/me/password": { perAddress: guessing.perAddress },
    "/users/me/email": mailing,
    "/users/me": { perAddress: guessing.perAddress },
    "/users/forgot-password": mailing,
    "/bookings/retrieve": mailing,
    "/bookings/retrieve/confirm": { perAddress: { points: 20, seconds: 600 } },
    "/users/reset-password": { perAddress: { points: 20, seconds: 600 } },
    "/users/verify-email": { perAddress: { points: 60, seconds: 600 } },
  },
};

export interface RateLimits {
  /** For public reads, in place of `everything`: these are many, and not worth a question to Redis each. */
  reads: RequestHandler;
  /** Before anything is read of the request. */
  everything: RequestHandler;
  /** After the body was read. */
  sensitive: RequestHandler;
  /** By user id, where a route asks for the password again. @throws AppError `too-many-requests` (429) */
  guesses: (userId: string) => Promise<void>;
  exports: (userId: string) => Promise<void>;
}

/** What checks a password, sends a mail or makes an account. */
const limitedMethods = new Set(["POST", "DELETE"]);

type Consume = (key: string) => Promise<void>;

/**
 * Counts in Redis, so that all processes count together; without Redis each counts for itself and goes on.
 * @param redis of the kind "request".
 */
export function createRateLimits(redis: Redis, table: LimitTable = defaultLimits): RateLimits {
  const everything = createLimiter(redis, "all", table.everything);
  const sensitive = new Map(
    Object.entries(table.sensitive).map(([path, { perAddress, perEmail }]) => [
      path,
      {
        byAddress: createLimiter(redis, `ip:${path}`, perAddress),
        byEmail: perEmail === undefined ? undefined : createLimiter(redis, `email:${path}`, perEmail),
      },
    ]),
  );
  const reads = createMemoryLimiter("reads", table.reads ?? table.everything);
  return {
    guesses: createLimiter(redis, "guesses", table.guesses),
    exports: createLimiter(redis, "exports", table.exports),
    reads: async (req, _res, next) => {
      await reads(addressOf(req));
      next();
    },
    everything: async (req, _res, next) => {
      await everything(addressOf(req));
      next();
    },
    sensitive: async (req, _res, next) => {
      // "/users/login/" reaches the same route as "/users/login", in whatever case.
      const limiters = limitedMethods.has(req.method)
        ? sensitive.get(req.path.toLowerCase().replace(/\/+$/, ""))
        : undefined;
      const email: unknown = (req.body as { email?: unknown } | undefined)?.email;
      await limiters?.byAddress(addressOf(req));
      if (typeof email === "string") await limiters?.byEmail?.(hashed(email.toLowerCase()));
      next();
    },
  };
}

/** RATE_LIMIT=off, for load tests. */
export const noRateLimits: RateLimits = {
  reads: (_req, _res, next) => next(),
  everything: (_req, _res, next) => next(),
  sensitive: (_req, _res, next) => next(),
  guesses: async () => undefined,
  exports: async () => undefined,
};

function createLimiter(redis: Redis, name: string, { points, seconds }: Limit): Consume {
  const options = { keyPrefix: `railbooker:limit:${name}`, points, duration: seconds };
  const limiter = new RateLimiterRedis({
    ...options,
    storeClient: redis,
    rejectIfRedisNotReady: true,
    insuranceLimiter: new RateLimiterMemory(options),
  });
  return refusing(limiter);
}

function createMemoryLimiter(name: string, { points, seconds }: Limit): Consume {
  return refusing(new RateLimiterMemory({ keyPrefix: name, points, duration: seconds }));
}

function refusing(limiter: RateLimiterAbstract): Consume {
  return async (key) => {
    try {
      await limiter.consume(key);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw tooMany(Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)));
    }
  };
}

const tooMany = (seconds: number) =>
  new AppError({
    kind: "too-many",
    code: "too-many-requests",
    message: `Too many requests of this kind; please wait ${seconds} s and try again.`,
    retryAfterSeconds: seconds,
  });

const addressOf = (req: Request) => networkOf(req.ip);
/** Nobody's address stands in Redis. */
const hashed = (text: string) => createHash("sha256").update(text).digest("base64url");
