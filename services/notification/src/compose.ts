import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { createConsumer } from "@railbooker/events/consumer";
import type { ConsumerOptions } from "@railbooker/events/consumer-options";
import { notificationGroup } from "@railbooker/events/keys";
import { measureStreams } from "@railbooker/events/stream-metrics";
import { accessTokenKeys } from "@railbooker/runtime/access-token";
import { type Clock, systemClock } from "@railbooker/runtime/clock";
import { createDataSource, sqlOf, transactions } from "@railbooker/runtime/database";
import { measureDatabase } from "@railbooker/runtime/database-metrics";
import { startOpsServer } from "@railbooker/runtime/health";
import { listen } from "@railbooker/runtime/http-server";
import type { Logger } from "@railbooker/runtime/logger";
import { clientMetrics, createMetrics } from "@railbooker/runtime/metrics";
import { requireSchema } from "@railbooker/runtime/migrations";
import type { JobQueue, RetryPolicy } from "@railbooker/runtime/queue";
import { createBullQueue } from "@railbooker/runtime/queue-bull";
import { createJobMetrics, measureQueues } from "@railbooker/runtime/queue-metrics";
import { closeRedis, createRedis } from "@railbooker/runtime/redis";
import { createShutdown, type Shutdown } from "@railbooker/runtime/shutdown";
import type { NotificationConfig } from "./config.js";
import { migrations, schema } from "./database/migrations.js";
import { createEmailClient } from "./email/email-client.js";
import type { MailJob } from "./email/mail.js";
import { mailRoutes } from "./email/mail-routes.js";
import { createAnnounce } from "./feed/announce.js";
import { requireService, requireUser } from "./feed/authenticate.js";
import { createApp } from "./feed/create-app.js";
import { feedRoutes } from "./feed/feed-routes.js";
import { preferenceRoutes } from "./feed/preference-routes.js";
import { tellHandlers } from "./feed/tell.js";
import { createNotificationMetrics, measureLateness } from "./metrics.js";
import { createPush } from "./push/push.js";
import type { ReminderJob } from "./reminders/reminder.js";
import { exportRoutes } from "./travellers/export-routes.js";
import { createWorkers } from "./workers.js";

export interface Adapters {
  log: Logger;
  clock?: Clock;
  /** How mails are tried again. */
  retry?: RetryPolicy;
  /** How often mails and reminders that the queue has lost are looked for. */
  sweepMs?: number;
  /** Called when everything else is closed. */
  stopTracing?: () => Promise<void>;
}

export interface NotificationService {
  /** Opens the ports and begins to consume; resolves once requests are answered. */
  start(): Promise<void>;
  close(): Promise<void>;
  /** Closes on SIGTERM and SIGINT. */
  onSignals(): void;
  /** The public port, once started. */
  port(): number;
  opsPort(): number;
}

const stopWithinSeconds = 10;

/** The one place that opens connections. What it opens is closed in reverse. */
export function compose(config: NotificationConfig, adapters: Adapters): NotificationService {
  const shutdown = createShutdown(adapters.log, (stopWithinSeconds + config.DRAIN_GRACE_SECONDS) * 1000);
  shutdown.add("tracing", () => adapters.stopTracing?.());
  let ports = { http: 0, ops: 0 };
  return {
    start: async () => {
      ports = await open(config, adapters, shutdown);
    },
    close: shutdown.close,
    onSignals: shutdown.onSignals,
    port: () => ports.http,
    opsPort: () => ports.ops,
  };
}

async function open(
  config: NotificationConfig,
  { log, clock = systemClock, retry, sweepMs }: Adapters,
  shutdown: ReturnType<typeof createShutdown>,
): Promise<{ http: number; ops: number }> {
  const registry = createMetrics("notification");
  const metrics = createNotificationMetrics(registry);

  const dataSource = createDataSource({ url: config.DATABASE_URL, schema, migrations });
  await dataSource.initialize();
  shutdown.add("database", () => dataSource.destroy());
  await requireSchema(dataSource, schema);
  const sql = sqlOf(dataSource);
  measureDatabase(registry, schema, { main: dataSource });
  const inTransaction = transactions(dataSource);

  const publishing = createRedis(config.REDIS_URL, "request", log);
  shutdown.add("redis for pushes", () => closeRedis(publishing));
  const push = createPush(publishing, log);

  const client = createEmailClient({
    url: config.EMAIL_SERVICE_URL,
    token: config.EMAIL_SERVICE_TOKEN,
    timeRequest: clientMetrics(registry),
  });
  shutdown.add("email client", () => client.close());
  const jobs = createJobMetrics(registry);
  const openQueue = <T>(name: string): JobQueue<T> => {
    const policy = retry === undefined ? {} : { retry };
    const queue = createBullQueue<T>({
      name,
      redisUrl: config.REDIS_URL,
      log,
      observe: jobs(name),
      ...policy,
    });
    shutdown.add(`queue ${name}`, () => queue.close());
    return queue;
  };
  const mailQueue = openQueue<MailJob>("email");
  const reminderQueue = openQueue<ReminderJob>("notification");
  measureQueues(registry, [
    { name: "email", state: mailQueue.state },
    { name: "notification", state: reminderQueue.state },
  ]);
  measureLateness(registry, sql, clock);
  measureStreams(registry, publishing, config.BUS_PARTITIONS);

  const tokenKeys = accessTokenKeys(config.ACCESS_TOKEN_KEY, config.ACCESS_TOKEN_KEY_PREVIOUS);
  const app = createApp({
    routes: [
      ...feedRoutes({ sql, clock, push }),
      ...preferenceRoutes({ sql, clock }),
      ...mailRoutes({ sql, clock }),
      ...exportRoutes({ sql }),
    ],
    guards: { user: requireUser(tokenKeys), service: requireService(tokenKeys) },
    startedAt: clock(),
    log,
    registry,
  });
  const http = await listen(app, config.PORT);
  shutdown.add("http", () => http.close());

  let draining = false;
  const ops = await startOpsServer({
    port: config.OPS_PORT,
    host: config.OPS_HOST,
    registry,
    checks: { postgres: () => sql.rows("SELECT 1"), redis: () => publishing.ping() },
    draining: () => draining,
  });
  shutdown.add("ops", () => ops.close());

  const announce = createAnnounce({ push, mailQueue, log });
  const shared = { sql, inTransaction, announce, mailQueue, reminderQueue, client, metrics, clock, log };
  const retention = {
    inbox: config.INBOX_DAYS,
    mails: config.MAIL_DAYS,
    notifications: config.NOTIFICATION_DAYS,
  };
  const workers = createWorkers({ ...shared, retention, ...(sweepMs === undefined ? {} : { sweepMs }) });
  for (const [name, worker] of Object.entries(workers)) {
    worker.start();
    shutdown.add(name, () => worker.stop());
  }

  const handlers = tellHandlers({ ...shared, group: notificationGroup, onDuplicate: metrics.duplicate });
  startConsumers(config, { handlers, log, observe: metrics.event }, shutdown);
  shutdown.add("readiness", () => {
    draining = true;
    return http.drain(config.DRAIN_GRACE_SECONDS * 1000);
  });
  return { http: http.port, ops: ops.port };
}

/** One for each partition, with connections of its own. */
function startConsumers(
  config: NotificationConfig,
  given: Pick<ConsumerOptions, "handlers" | "log" | "observe">,
  shutdown: Shutdown,
): void {
  const connect = () => {
    const redis = createRedis(config.REDIS_URL, "stream", given.log);
    shutdown.add("redis for events", () => redis.disconnect());
    return redis;
  };
  for (let partition = 0; partition < config.BUS_PARTITIONS; partition++) {
    const consumer = createConsumer({
      ...given,
      redis: { reading: connect(), commands: connect() },
      partition,
      group: notificationGroup,
      // A process id may come again after a crash; what the dead one held must not seem to be this one's.
      consumer: `${hostname()}-${process.pid}-${randomBytes(3).toString("hex")}`,
    });
    consumer.start();
    shutdown.add("consumer", () => consumer.stop());
  }
}
