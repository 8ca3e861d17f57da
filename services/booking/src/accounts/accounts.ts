import type { AccessTokenKeys } from "@railbooker/runtime/access-token";
import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import type { Logger } from "@railbooker/runtime/logger";
import type { Guards, Route } from "@railbooker/runtime/routes";
import type { RequestHandler } from "express";
import type { Redis } from "ioredis";
import type { Outbox } from "../outbox/outbox.js";
import { accountRoutes } from "./account-routes.js";
import type { DeleteAccountDeps } from "./delete-account.js";
import { createGuards, hasBearer } from "./guards.js";
import { createIdentify, type Identify } from "./identify.js";
import { createPassport } from "./passport.js";
import { createPasswords } from "./passwords.js";
import { createSessionCache } from "./session-cache.js";
import { createSessionMiddleware } from "./session-middleware.js";
import { SessionStore } from "./session-store.js";
import { sweepAccounts } from "./sweep-accounts.js";
import type { MoveContact } from "./verify-email.js";

export interface AccountsDeps {
  sql: Sql;
  inTransaction: InTransaction;
  /** Of the kind "request". */
  redis: Redis;
  outbox: Outbox;
  clock: Clock;
  log: Logger;
  publicUrl: string;
  /** The current one first, then those still accepted. */
  sessionSecrets: readonly string[];
  /** The first signs; every one is accepted. */
  accessTokenKeys: AccessTokenKeys;
  /** Counts a try at a user's password. @throws AppError `too-many-requests` (429) */
  limitGuesses: (userId: string) => Promise<void>;
  moveContact: MoveContact;
  eraseTravels: DeleteAccountDeps["eraseTravels"];
  /** Disconnects the sockets of a user who has signed out. */
  endSockets: (userId: string) => Promise<void> | void;
}

export interface Accounts {
  routes: Route[];
  guards: Guards;
  /** Goes before the routes, in this order. */
  middleware: RequestHandler[];
  identify: Identify;
  /** To be run now and then, such as once an hour. */
  sweep: () => Promise<void>;
}

/** Ties the feature's parts together; what the rest of the service needs of accounts is here and in current-user.ts. */
export function createAccounts(deps: AccountsDeps): Accounts {
  const { sql, accessTokenKeys, publicUrl, clock } = deps;
  const [accessTokenKey] = accessTokenKeys;
  const passwords = createPasswords();
  const sessions = new SessionStore(sql, createSessionCache(deps.redis), clock);
  const passport = createPassport({ sql, passwords, accessTokenKeys });
  const sessionMiddleware = createSessionMiddleware({
    store: sessions,
    secrets: deps.sessionSecrets,
    publicUrl,
  });
  return {
    routes: accountRoutes({ ...deps, accessTokenKey, passwords, passport, sessions }),
    guards: createGuards({ sql, passport }),
    middleware: [sessionMiddleware, passport.initialize() as RequestHandler].map(unlessByToken),
    identify: createIdentify({ sql, sessionMiddleware, accessTokenKeys }),
    sweep: () => sweepAccounts(sql, clock()),
  };
}

/** A request with an access token has no use for a session, but where it may start one: below /users. */
const unlessByToken =
  (middleware: RequestHandler): RequestHandler =>
  (req, res, next) => {
    if (hasBearer(req) && !/^\/users\b/i.test(req.path)) next();
    else return middleware(req, res, next);
  };
