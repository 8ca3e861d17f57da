import { createStreamWriter } from "@railbooker/events/stream-writer";
import { type Clock, systemClock } from "@railbooker/runtime/clock";
import { byKeys } from "@railbooker/runtime/database";
import { startOpsServer } from "@railbooker/runtime/health";
import { listen } from "@railbooker/runtime/http-server";
import type { Logger } from "@railbooker/runtime/logger";
import { clientMetrics, createMetrics } from "@railbooker/runtime/metrics";
import { createBullQueue } from "@railbooker/runtime/queue-bull";
import { createJobMetrics } from "@railbooker/runtime/queue-metrics";
import { closeRedis, createRedis, type RedisUse } from "@railbooker/runtime/redis";
import type { Route } from "@railbooker/runtime/routes";
import type { Shutdown } from "@railbooker/runtime/shutdown";
import { version } from "@railbooker/runtime/version";
import type { Redis } from "ioredis";
import { openDatabase } from "./compose-database.js";
import { measure } from "./compose-metrics.js";
import { openQueueBoard } from "./compose-queue-board.js";
import { openSockets } from "./compose-sockets.js";
import type { BookingConfig } from "./config.js";
import { schema } from "./database/migrations.js";
import { createFeatures } from "./features.js";
import { createApp } from "./http/create-app.js";
import { createPages } from "./http/pages.js";
import { createRateLimits, noRateLimits } from "./http/rate-limits.js";
import { createRelays } from "./outbox/create-relays.js";
import { createOutbox } from "./outbox/outbox.js";
import type { Relay } from "./outbox/relay.js";
import { createRelayMetrics, type RelayMetrics } from "./outbox/relay-metrics.js";
import { traceWriter } from "./outbox/trace-writer.js";
import type { PaymentProvider } from "./payments/provider.js";
import { createSandboxProvider } from "./payments/sandbox.js";
import type { Realtime } from "./realtime/realtime.js";
import { createSeatNews } from "./realtime/seat-news.js";
import { createTrainNews } from "./realtime/train-news.js";
import type { FormationFor } from "./seating/formation.js";
import type { HoldJob } from "./seating/hold-timer.js";
import { storedFormations } from "./seating/rolling-stock-store.js";
import { createStaging } from "./timetable/import/staging-store.js";
import { createJourneys } from "./timetable/journeys/journeys.js";

export interface Adapters {
  log: Logger;
  /** What is opened here is closed by it, in reverse. */
  shutdown: Shutdown;
  clock?: Clock;
  payments?: PaymentProvider;
  formationFor?: FormationFor;
  /** Below /api besides the product's own, such as what a benchmark compares with. */
  extraRoutes?: readonly Route[];
  /** Folder of the built pages; without it only the API is served. */
  webRoot?: string;
}

/** One leaves the other processor to the answers; more processes search more. */
const searchThreads = 1;
/** Apart from the others, so that who pays never waits for those who search. They gather: more would not be used. docs/scale.md counts them. */
const salesConnections = 6;

/** The only place that opens connections; tests call it with other adapters. @returns the port it listens on. */
export async function compose(config: BookingConfig, adapters: Adapters): Promise<{ port: number }> {
  const { log, shutdown, clock = systemClock, formationFor = storedFormations } = adapters;
  const registry = createMetrics("booking");
  const connect = (use: RedisUse, url = config.REDIS_URL) => {
    const redis = createRedis(url, use, log);
    shutdown.add("redis", () => closeRedis(redis));
    return redis;
  };

  const { dataSource, sql, inTransaction } = await openDatabase(config, shutdown, {});
  const sales = await openDatabase(config, shutdown, { poolSize: salesConnections, settings: byKeys });

  const relayMetrics = createRelayMetrics(registry, sql).of;
  const bus = connect("request");
  const relay = openRelays(config, { redis: bus, log, observe: relayMetrics });
  const redis = connect("request", config.REDIS_SESSION_URL);
  const journeys = createJourneys({ sql, inTransaction, clock, log, threads: searchThreads });
  shutdown.add("journeys", () => journeys.close());
  await journeys.start();
  const rateLimits = config.RATE_LIMIT === "off" ? noRateLimits : createRateLimits(redis);
  // Sockets hang on the HTTP server and that on the app: what is told before they exist has nobody to hear it.
  let realtime: Realtime | undefined;
  const observe = createJobMetrics(registry)("booking");
  const holdQueue = createBullQueue<HoldJob>({ name: "booking", redisUrl: config.REDIS_URL, log, observe });
  shutdown.add("booking queue", () => holdQueue.close());
  const { accounts, routes, rootRoutes, workers } = createFeatures(config, {
    sql,
    inTransaction,
    sales,
    inStaging: createStaging(config.DATABASE_URL, schema),
    redis,
    bus,
    outbox: createOutbox(clock, relay.wake),
    clock,
    log,
    news: createSeatNews(() => realtime),
    trainNews: createTrainNews(() => realtime),
    payments:
      adapters.payments ?? createSandboxProvider({ sql, latencyMs: config.SANDBOX_PAYMENT_LATENCY_MS }),
    formationFor,
    holdQueue,
    journeys,
    limitGuesses: rateLimits.guesses,
    limitExports: rateLimits.exports,
    endSockets: (userId) => realtime?.disconnectUser(userId),
    timeRequest: clientMetrics(registry),
  });

  const app = createApp({
    routes: [...routes, ...(adapters.extraRoutes ?? [])],
    rootRoutes,
    guards: accounts.guards,
    apiMiddleware: accounts.middleware,
    queueBoard: openQueueBoard(config, { log, shutdown }),
    rateLimits,
    publicUrl: config.PUBLIC_URL,
    trustProxy: config.TRUST_PROXY,
    version,
    startedAt: clock(),
    log,
    registry,
    ...(adapters.webRoot === undefined
      ? {}
      : { pages: createPages({ webRoot: adapters.webRoot, timeZone: journeys.timeZone }) }),
  });
  const server = await listen(app, config.PORT);
  shutdown.add("http", () => server.close());
  const { identify } = accounts;
  const clients = { pubClient: connect("request"), subClient: connect("background") };
  realtime = openSockets(config, { server: server.server, ...clients, identify, log, shutdown });
  measure(registry, {
    sources: { main: dataSource, sales: sales.dataSource },
    sql,
    queue: holdQueue,
    sockets: realtime,
  });

  relay.start();
  shutdown.add("relay", () => relay.stop());
  for (const [name, worker] of Object.entries(workers)) {
    worker.start();
    shutdown.add(name, () => worker.stop());
  }

  let draining = false;
  const checks = { postgres: () => sql.rows("SELECT 1") };
  const ops = { port: config.OPS_PORT, host: config.OPS_HOST, registry, checks, draining: () => draining };
  const opsServer = await startOpsServer(ops);
  shutdown.add("ops", () => opsServer.close());
  shutdown.add("readiness", () => {
    draining = true;
    return server.drain(config.DRAIN_GRACE_SECONDS * 1000);
  });
  return { port: server.port };
}

function openRelays(
  config: BookingConfig,
  { redis, log, observe }: { redis: Redis; log: Logger; observe: RelayMetrics["of"] },
): Relay {
  const writers = Array.from({ length: config.BUS_PARTITIONS }, (_, partition) =>
    traceWriter(createStreamWriter(redis, { partition })),
  );
  const { DATABASE_URL: databaseUrl, OUTBOX_RETENTION_HOURS: retentionHours } = config;
  return createRelays({ databaseUrl, schema, writers, retentionHours, log, observe });
}
