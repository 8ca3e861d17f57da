import { systemClock } from "@railbooker/runtime/clock";
import { startOpsServer } from "@railbooker/runtime/health";
import { listen } from "@railbooker/runtime/http-server";
import { createLogger } from "@railbooker/runtime/logger";
import { createMetrics } from "@railbooker/runtime/metrics";
import { closeRedis, createRedis } from "@railbooker/runtime/redis";
import { createShutdown } from "@railbooker/runtime/shutdown";
import { composeSending } from "./compose-sending.js";
import type { EmailConfig } from "./config.js";
import { createApp } from "./http/create-app.js";
import { sendRoutes } from "./http/send-routes.js";
import { verifyRoutes } from "./http/verify-routes.js";
import { shared, verifySmtp } from "./sending/verify-smtp.js";

export interface EmailService {
  /** Opens the ports; resolves once requests are answered. */
  start(): Promise<void>;
  /** Stops taking requests, finishes what is under way, closes everything. */
  close(): Promise<void>;
  /** Closes on SIGTERM and SIGINT. */
  onSignals(): void;
  /** The public port, once started. */
  port(): number;
  opsPort(): number;
}

/** What comes after the drain: the last outcomes recorded, the pool and Redis closed. */
const closingMs = 8000;
const verificationHoldsMs = 5000;

/**
 * The one place that opens connections.
 * @param stopTracing called when everything else is closed
 */
export function compose(config: EmailConfig, stopTracing = () => Promise.resolve()): EmailService {
  const log = createLogger({ service: "email", level: config.LOG_LEVEL });
  const registry = createMetrics("email");
  const drainMs = config.DRAIN_SECONDS * 1000;
  const graceMs = config.DRAIN_GRACE_SECONDS * 1000;
  const shutdown = createShutdown(log, drainMs + closingMs);
  shutdown.add("tracing", stopTracing);
  const givingUp = new AbortController();
  let draining = false;
  let ports = { http: 0, ops: 0 };

  async function start(): Promise<void> {
    const redis = createRedis(config.REDIS_URL, "request", log);
    shutdown.add("redis", () => closeRedis(redis));
    await connectedOrLate(redis);
    const sendMail = await composeSending({
      config,
      redis,
      log,
      registry,
      shutdown,
      givingUp: givingUp.signal,
    });
    const verify = shared(() => verifySmtp(config.smtp, systemClock), systemClock, verificationHoldsMs);
    const app = createApp({
      log,
      registry,
      tokens: [config.EMAIL_SERVICE_TOKEN, config.EMAIL_SERVICE_TOKEN_PREVIOUS ?? ""],
      routes: [...sendRoutes(sendMail), ...verifyRoutes(verify)],
      startedAt: systemClock(),
    });

    // Ready means able to answer: a mail server that is away is for callers to hear of, not to take every replica out.
    const ops = await startOpsServer({
      port: config.OPS_PORT,
      host: config.OPS_HOST,
      registry,
      checks: {},
      draining: () => draining,
    });
    shutdown.add("ops port", () => ops.close());
    const http = await listen(app, config.PORT, config.HOST);
    shutdown.add("http port", () =>
      http.close({
        withinMs: Math.max(0, drainMs - graceMs),
        giveUp: () => givingUp.abort(new Error("the process is stopping")),
      }),
    );
    shutdown.add("readiness", () => {
      draining = true;
      return http.drain(graceMs);
    });
    ports = { http: http.port, ops: ops.port };
    log.info({ port: http.port, opsPort: ops.port, smtpHost: config.smtp.host }, "listening");
  }

  return {
    start,
    close: shutdown.close,
    onSignals: shutdown.onSignals,
    port: () => ports.http,
    opsPort: () => ports.ops,
  };
}

/** The first request should find Redis connected; a Redis that is away must not keep the service from starting. */
async function connectedOrLate(redis: ReturnType<typeof createRedis>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await new Promise<void>((resolve) => {
    timer = setTimeout(resolve, 2000);
    redis.once("ready", resolve);
  });
  clearTimeout(timer);
}
