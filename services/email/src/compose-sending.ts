import { createHash } from "node:crypto";
import { systemClock } from "@railbooker/runtime/clock";
import type { Logger } from "@railbooker/runtime/logger";
import type { Registry } from "@railbooker/runtime/metrics";
import type { Shutdown } from "@railbooker/runtime/shutdown";
import type { Redis } from "ioredis";
import { type EmailConfig, senderDomain } from "./config.js";
import { createBreaker } from "./sending/breaker.js";
import { guardTransport } from "./sending/guarded-transport.js";
import { redisIdempotency } from "./sending/redis-idempotency.js";
import { createReplicaShare } from "./sending/replica-share.js";
import { createSendMail, type SendMail } from "./sending/send-mail.js";
import { createSendRate } from "./sending/send-rate.js";
import { createSendingMetrics } from "./sending/sending-metrics.js";
import { createSlots } from "./sending/slots.js";
import { traceTransport } from "./sending/trace-transport.js";
import { createSmtpTransport } from "./sending/transport.js";
import { createRenderer } from "./templates/renderer.js";

export interface SendingParts {
  config: EmailConfig;
  redis: Redis;
  log: Logger;
  registry: Registry;
  shutdown: Shutdown;
  /** Aborts when the process can wait no longer. */
  givingUp: AbortSignal;
}

/** From a request to the mail server, with what guards the way. */
export async function composeSending(parts: SendingParts): Promise<SendMail> {
  const { config, redis, log, registry, shutdown, givingUp } = parts;
  const account = accountKey(config);
  const metrics = createSendingMetrics(registry, () => transport.pending());
  const breaker = createBreaker(systemClock, (open) => {
    metrics.setLoginRefused(open);
    if (open) log.error("the mail server refuses our login; nothing is sent until SMTP_URL is mended");
    else log.info("the mail server takes our login again");
  });
  const slots = createSlots(config.SMTP_MAX_CONNECTIONS);
  const transport = guardTransport(
    createSmtpTransport({
      server: config.smtp,
      from: config.MAIL_FROM,
      maxConnections: config.SMTP_MAX_CONNECTIONS,
      silenceMs: config.SMTP_SILENCE_SECONDS * 1000,
      dkim: config.dkim,
      givingUp,
      clock: systemClock,
    }),
    {
      breaker,
      slots,
      waitForTurn:
        config.SMTP_RATE_PER_SECOND === undefined
          ? async () => undefined
          : createSendRate(redis, { perSecond: config.SMTP_RATE_PER_SECOND, key: `${account}:turn` }),
    },
  );
  shutdown.add("mail pool", () => transport.close(2000));
  if (config.SMTP_TOTAL_CONNECTIONS !== undefined) {
    const share = createReplicaShare({
      redis,
      log,
      total: config.SMTP_TOTAL_CONNECTIONS,
      key: `${account}:replicas`,
      onShare: (connections) => slots.resize(Math.min(connections, config.SMTP_MAX_CONNECTIONS)),
    });
    shutdown.add("share of connections", share.stop);
    await share.start();
  }
  return createSendMail({
    store: redisIdempotency(redis),
    transport: traceTransport(transport, config.smtp),
    renderer: createRenderer(config.PUBLIC_URL, systemClock),
    metrics,
    log,
    domain: senderDomain(config.MAIL_FROM),
    maxPending: config.MAX_PENDING_MAILS,
  });
}

/** What a provider limits is an account: replicas with the same host and user share what is counted under this. */
function accountKey({ smtp }: EmailConfig): string {
  const account = `${smtp.host}:${smtp.port}:${smtp.login?.user ?? ""}`;
  return `railbooker:email:{${createHash("sha256").update(account).digest("hex").slice(0, 16)}}`;
}
