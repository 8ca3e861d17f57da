import type { Money } from "@railbooker/events/booking-shape";
import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import { coerceError } from "@railbooker/runtime/errors";
import type { Logger } from "@railbooker/runtime/logger";
import { newId } from "@railbooker/runtime/new-id";
import type { Outbox } from "../outbox/outbox.js";
import { callOff, markDeclined } from "../payments/payment-store.js";
import type { Authorisation, PaymentProvider } from "../payments/provider.js";
import type { Settler } from "../payments/settler.js";
import { tellOfFailedPayments } from "../payments/tell-of-money.js";
import { findHold } from "../seating/hold-store.js";
import { holdExpired } from "../seating/seating-errors.js";
import { holdBooked, paymentDeclined, paymentUnanswered } from "./booking-errors.js";
import { startPayment } from "./start-payment.js";

export interface PaymentDeps {
  sql: Sql;
  inTransaction: InTransaction;
  outbox: Outbox;
  clock: Clock;
  /** Each of its calls ends in time. */
  payments: PaymentProvider;
  settler: Settler;
  log: Logger;
}

/** Whether whoever pays is still there to hear how it goes. */
export type Listening = () => boolean;

export interface PaymentRequest {
  userId: string;
  holdId: string;
  token: string;
  amount: Money;
  listening: Listening;
}

/**
 * Has money kept back for a hold. @returns the payment's id.
 * @throws AppError 402 `payment-declined`, 503 `payment-unanswered` (nothing is charged, the hold stays), 410 `hold-expired`, 409 `hold-booked`.
 */
export function authorisePayment(deps: PaymentDeps): (payment: PaymentRequest) => Promise<string> {
  const start = startPayment(deps);
  return async ({ token, listening, ...payment }) => {
    const id = newId();
    if (!(await start({ id, ...payment }))) throw await endedHold(deps, payment);
    return ask(deps, { id, token, listening, amount: payment.amount });
  };
}

async function endedHold(
  { sql }: PaymentDeps,
  { holdId, userId }: { holdId: string; userId: string },
): Promise<Error> {
  return (await findHold(sql, holdId, userId))?.status === "booked" ? holdBooked() : holdExpired();
}

interface Question extends Pick<PaymentRequest, "token" | "amount" | "listening"> {
  id: string;
}

async function ask(deps: PaymentDeps, { id, token, amount, listening }: Question): Promise<string> {
  let answer: Authorisation;
  try {
    answer = await deps.payments.authorise(id, token, amount);
  } catch (error) {
    await giveUp(deps, id, listening);
    throw paymentUnanswered(error);
  }
  if (answer.outcome === "authorised") return id;
  await endUnused(deps, id, listening, (sql) => markDeclined(sql, id));
  throw paymentDeclined(answer.reason);
}

/** Has a payment called off that bought nothing. Where even that fails, the settler finds it by its age. */
export async function giveUp(deps: PaymentDeps, paymentId: string, listening: Listening): Promise<void> {
  try {
    await endUnused(deps, paymentId, listening, (sql) => callOff(sql, paymentId, deps.clock()));
    deps.settler.wake([paymentId]);
  } catch (error) {
    deps.log.warn({ reason: coerceError(error).message, paymentId }, "a payment waits to be called off");
  }
}

/** Who has left the page before it could say that nothing was bought is told in the feed and by mail. */
async function endUnused(
  { sql, inTransaction, outbox }: PaymentDeps,
  paymentId: string,
  listening: Listening,
  end: (sql: Sql) => Promise<boolean>,
): Promise<void> {
  if (listening()) {
    await end(sql);
    return;
  }
  await inTransaction(async (tx) => {
    if (await end(tx)) await tellOfFailedPayments(tx, outbox, [paymentId]);
  });
  outbox.wake();
}
