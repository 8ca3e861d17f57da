import { createHash, randomUUID } from "node:crypto";
import { AppError, coerceError } from "@railbooker/runtime/errors";
import type { Logger } from "@railbooker/runtime/logger";
import type { Renderer } from "../templates/renderer.js";
import { hashBody, type IdempotencyStore, type SentResponse } from "./idempotency.js";
import { unknownOutcome } from "./outcome.js";
import { hashRecipient, parseRecipient } from "./recipient.js";
import { conflictProblem, tooManyProblem } from "./send-problems.js";
import type { SendingMetrics } from "./sending-metrics.js";
import { HandOverError, type Transport } from "./transport.js";

/** A mail as it is asked for over HTTP; `to` and `data` are validated here. */
export interface MailRequest {
  to: unknown;
  template: string;
  data: unknown;
  locale?: string;
}

export interface SendResult {
  response: SentResponse;
  /** True when this key's mail had been sent before and nothing was sent now. */
  replayed: boolean;
}

export type SendMail = (key: string, request: MailRequest, signal: AbortSignal) => Promise<SendResult>;

export interface SendMailParts {
  store: IdempotencyStore;
  transport: Transport;
  renderer: Renderer;
  metrics: SendingMetrics;
  log: Logger;
  /** Domain of the Message-ID: that of the sender's address. */
  domain: string;
  maxPending: number;
}

/** Sends one mail at most once per key. @throws AppError with `retryable` and `outcome`. */
export function createSendMail(parts: SendMailParts): SendMail {
  const { store, transport, renderer, metrics, domain, maxPending } = parts;
  return async (key, request, signal) => {
    const to = parseRecipient(request.to);
    const rendering = renderer.prepare(request.template, request.data, request.locale);
    if (transport.pending() >= maxPending) throw tooManyProblem();

    const attempt = { key, owner: randomUUID(), bodyHash: hashBody(request) };
    const claim = await store.begin(key, attempt.bodyHash, attempt.owner);
    if (claim.state === "sent") {
      metrics.count(request.template, "replayed");
      return { response: claim.response, replayed: true };
    }
    if (claim.state === "unknown") throw unknownOutcome();
    if (claim.state !== "started") throw conflictProblem(claim.state);

    const id = createHash("sha256").update(key).digest("hex").slice(0, 32);
    const response: SentResponse = { id, status: "sent", messageId: `<${id}@${domain}>` };
    try {
      const mail = rendering(id);
      const end = metrics.startTimer();
      await transport.handOver({ ...mail, to, messageId: `${id}@${domain}` }, signal).finally(end);
    } catch (thrown) {
      throw await settleFailure(parts, attempt, request, thrown);
    }
    metrics.count(request.template, "sent");
    parts.log.info({ id, template: request.template, recipient: hashRecipient(to.address) }, "mail sent");
    await persist(parts.log, () => store.sent(key, attempt.bodyHash, attempt.owner, response));
    return { response, replayed: false };
  };
}

interface Attempt {
  key: string;
  owner: string;
  bodyHash: string;
}

async function settleFailure(
  { store, metrics, log }: SendMailParts,
  { key, owner, bodyHash }: Attempt,
  request: MailRequest,
  thrown: unknown,
): Promise<Error> {
  if (!(thrown instanceof HandOverError)) {
    metrics.count(request.template, "failed");
    await persist(log, () => store.release(key, owner));
    return coerceError(thrown);
  }
  metrics.count(request.template, thrown.kind);
  const { smtpCode, smtpEnhancedCode } = thrown.problem.extra;
  const reason = (thrown.cause as { code?: string } | undefined)?.code;
  // The server's own text is left out: it often repeats the recipient.
  log.warn(
    { template: request.template, failure: thrown.kind, reason, smtpCode, smtpEnhancedCode },
    "mail not handed over",
  );
  await persist(log, () =>
    thrown.kind === "unknown" ? store.unknown(key, bodyHash, owner) : store.release(key, owner),
  );
  return thrown.problem;
}

const pausesMs = [0, 100, 400];

/**
 * What happened to the mail has happened whether or not it can be written down, so the caller learns it either way.
 * Unwritten, the key stays "in progress" for half a minute.
 */
async function persist(log: Logger, write: () => Promise<void>): Promise<void> {
  let last: unknown;
  for (const pause of pausesMs) {
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    try {
      return await write();
    } catch (error) {
      last = error;
    }
  }
  const reason = last instanceof AppError ? coerceError(last.cause).message : coerceError(last).message;
  log.error({ reason }, "the outcome of a mail could not be recorded");
}
