import { setTimeout as sleep } from "node:timers/promises";
import type { Money } from "@railbooker/events/booking-shape";
import type { Sql } from "@railbooker/runtime/database";
import { gather, type Outcome } from "@railbooker/runtime/gather";
import { type Authorisation, type PaymentProvider, paymentTimeoutMs, type Standing } from "./provider.js";
import { captured, type PaymentToBook, putOnBooks, refunded, standingOf, voided } from "./sandbox-store.js";

export interface SandboxOptions {
  /** The provider's own database; a table beside ours stands for it, and nobody else looks into it. */
  sql: Sql;
  /** How long each call takes, half before and half after it has its effect. */
  latencyMs?: number;
  /** How late `tok_late_success` is answered: later than anybody waits. */
  lateMs?: number;
}

/**
 * A payment provider to try things with; no money moves.
 * `tok_ok` is accepted and `tok_declined` declined; `tok_timeout` never arrives; `tok_lost_answer` is accepted, but nobody is
 * told; `tok_late_success` is accepted when nobody waits any more. Anything else is declined as unknown.
 */
export function createSandboxProvider(options: SandboxOptions): PaymentProvider {
  const { sql, latencyMs = 0, lateMs = paymentTimeoutMs + 1000 } = options;
  const travel = () => (latencyMs === 0 ? undefined : sleep(latencyMs / 2));
  async function call<T>(work: () => Promise<T>): Promise<T> {
    await travel();
    const result = await work();
    await travel();
    return result;
  }

  // The books take what comes in at the same time together; a caller sees nothing of it.
  const book = gather(
    async (payments: PaymentToBook[]) => (await putOnBooks(sql, payments)).map(done),
    together,
  );
  const capture = gather(async (ids: string[]): Promise<Outcome<void>[]> => {
    const taken = await captured(sql, ids);
    return ids.map((id) => (taken.has(id) ? done(undefined) : unknownPayment(id)));
  }, together);

  async function decide(paymentId: string, token: string, amount: Money): Promise<Authorisation> {
    if (token === "tok_timeout") return silence();
    if (token === "tok_late_success") await sleep(lateMs, undefined, { ref: false });
    const refusal = refusals.get(token) ?? (accepted.has(token) ? undefined : "This card is not known.");
    const standing = await book({
      id: paymentId,
      amount,
      standing: refusal === undefined ? "authorised" : "declined",
    });
    if (token === "tok_lost_answer") return silence();
    return toAnswer(standing, refusal);
  }

  return {
    authorise: (paymentId, token, amount) => call(() => decide(paymentId, token, amount)),
    capture: (paymentId) => call(() => capture(paymentId)),
    void: (paymentId) => call(() => voided(sql, paymentId)),
    refund: (refundId, paymentId, { amount }) => call(() => refunded(sql, refundId, paymentId, amount)),
    lookup: (paymentId) => call(() => standingOf(sql, paymentId)),
  };
}

const together = { most: 64, lanes: 1 };
const done = <T>(value: T): Outcome<T> => ({ ok: true, value });
const unknownPayment = (id: string): Outcome<never> => ({
  ok: false,
  error: new Error(`the provider has no authorised payment ${id}`),
});

const accepted = new Set(["tok_ok", "tok_lost_answer", "tok_late_success"]);
const refusals = new Map([["tok_declined", "The bank declined this card."]]);

const silence = () => new Promise<never>(() => undefined);

function toAnswer(standing: Standing, refusal: string | undefined): Authorisation {
  if (standing === "authorised" || standing === "captured") return { outcome: "authorised" };
  return { outcome: "declined", reason: refusal ?? "The payment was called off before it arrived." };
}
