import { randomBytes } from "node:crypto";
import { accessTokenKeys } from "@railbooker/runtime/access-token";
import { createDataSource, sqlOf, transactions } from "@railbooker/runtime/database";
import { listen } from "@railbooker/runtime/http-server";
import { createLogger } from "@railbooker/runtime/logger";
import { createMetrics } from "@railbooker/runtime/metrics";
import { migrate } from "@railbooker/runtime/migrations";
import { closeRedis, createRedis } from "@railbooker/runtime/redis";
import type { Route } from "@railbooker/runtime/routes";
import { createTestDatabase } from "@railbooker/runtime/testing/postgres";
import { testRedisUrl } from "@railbooker/runtime/testing/redis";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { createAccounts } from "../../accounts/accounts.js";
import { Accounts1790000000001 } from "../../database/migrations/1-accounts.js";
import { Outbox1790000000005 } from "../../database/migrations/5-outbox.js";
import { AccountCare1790000000032 } from "../../database/migrations/32-account-care.js";
import { createOutbox } from "../../outbox/outbox.js";
import { createApp } from "../create-app.js";
import { createRateLimits, type LimitTable, noRateLimits } from "../rate-limits.js";

const migrations = [Accounts1790000000001, Outbox1790000000005, AccountCare1790000000032];
const schema = "booking";

export interface StartOptions {
  /** Where Redis is; by default a database of the test's own. */
  redisUrl?: string;
  publicUrl?: string;
  limits?: LimitTable;
  routes?: Route[];
}

export type StartedApp = Awaited<ReturnType<typeof startApp>>;

/** The accounts and the edge over HTTP on a free port, with a real Postgres and Redis, and the log kept as text. */
export async function startApp(options: StartOptions = {}) {
  const database = await createTestDatabase("accounts", migrations.map((m) => m.name).join(), (url) =>
    migrate({ url, schema, migrations }),
  );
  const dataSource = createDataSource({ url: database.url, schema, migrations, poolSize: 4 });
  await dataSource.initialize();
  const logged: string[] = [];
  const log = createLogger({
    service: "booking",
    level: "trace",
    destination: { write: (line) => logged.push(line) },
  });
  const redis = createRedis(options.redisUrl ?? (await testRedisUrl()), "request", log);
  if (options.redisUrl === undefined) await waitFor("Redis", () => redis.status === "ready");
  let offsetMs = 0;
  const endedSockets: string[] = [];
  const clock = () => new Date(Date.now() + offsetMs);
  const publicUrl = options.publicUrl ?? "http://localhost:3000";
  const keys = accessTokenKeys(randomBytes(32).toString("base64"));
  const sql = sqlOf(dataSource);
  const rateLimits = options.limits === undefined ? noRateLimits : createRateLimits(redis, options.limits);
  const movedContacts: { userId: string; from: string; to: string }[] = [];
  const inTransaction = transactions(dataSource);
  const accounts = createAccounts({
    sql,
    inTransaction,
    redis,
    outbox: createOutbox(clock, () => undefined),
    clock,
    log,
    publicUrl,
    sessionSecrets: ["a secret for tests and nothing else"],
    accessTokenKeys: keys,
    limitGuesses: rateLimits.guesses,
    eraseTravels: async () => undefined,
    moveContact: async (_sql, userId, change) => {
      movedContacts.push({ userId, ...change });
    },
    endSockets: (userId) => {
      endedSockets.push(userId);
    },
  });
  const app = createApp({
    routes: [...accounts.routes, ...(options.routes ?? [])],
    guards: accounts.guards,
    apiMiddleware: accounts.middleware,
    rateLimits,
    publicUrl,
    trustProxy: "loopback",
    version: "0.0.0",
    startedAt: new Date(),
    log,
    registry: createMetrics("booking"),
  });
  const server = await listen(app, 0, "127.0.0.1");
  return {
    url: `http://127.0.0.1:${server.port}`,
    accounts,
    inTransaction,
    key: keys[0],
    sql,
    redis,
    logged,
    endedSockets,
    movedContacts,
    /** Moves the clock on. */
    pass: (ms: number) => {
      offsetMs += ms;
    },
    close: async () => {
      await server.close();
      await closeRedis(redis);
      await dataSource.destroy();
      await database.drop();
    },
  };
}
