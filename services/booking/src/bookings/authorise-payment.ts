import type { Money } from "@railbooker/events/booking-shape";
import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import { coerceError } from "@railbooker/runtime/errors";
import type { Logger } from "@railbooker/runtime/logger";
import { newId } from "@railbooker/runtime/new-id";
import { callOff, markDeclined } from "../payments/payment-store.js";
import type { Authorisation, PaymentProvider } from "../payments/provider.js";
import type { Settler } from "../payments/settler.js";
import { findHold } from "../seating/hold-store.js";
import { holdExpired } from "../seating/seating-errors.js";
import { holdBooked, paymentDeclined, paymentUnanswered } from "./booking-errors.js";
import { startPayment } from "./start-payment.js";

export interface PaymentDeps {
  sql: Sql;
  clock: Clock;
  /** Each of its calls ends in time. */
  payments: PaymentProvider;
  settler: Settler;
  log: Logger;
}

export interface PaymentRequest {
  userId: string;
  holdId: string;
  token: string;
  amount: Money;
}

/**
 * Has money kept back for a hold. @returns the payment's id.
 * @throws AppError 402 `payment-declined`, 503 `payment-unanswered` (nothing is charged, the hold stays), 410 `hold-expired`, 409 `hold-booked`.
 */
export function authorisePayment(deps: PaymentDeps): (payment: PaymentRequest) => Promise<string> {
  const start = startPayment(deps);
  return async ({ token, ...payment }) => {
    const id = newId();
    if (!(await start({ id, ...payment }))) throw await endedHold(deps, payment);
    return ask(deps, id, token, payment.amount);
  };
}

async function endedHold(
  { sql }: PaymentDeps,
  { holdId, userId }: { holdId: string; userId: string },
): Promise<Error> {
  return (await findHold(sql, holdId, userId))?.status === "booked" ? holdBooked() : holdExpired();
}

async function ask(deps: PaymentDeps, id: string, token: string, amount: Money): Promise<string> {
  let answer: Authorisation;
  try {
    answer = await deps.payments.authorise(id, token, amount);
  } catch (error) {
    await giveUp(deps, id);
    throw paymentUnanswered(error);
  }
  if (answer.outcome === "authorised") return id;
  await markDeclined(deps.sql, id);
  throw paymentDeclined(answer.reason);
}

/** Has a payment called off that bought nothing. Where even that fails, the settler finds it by its age. */
export async function giveUp(deps: PaymentDeps, paymentId: string): Promise<void> {
  try {
    await callOff(deps.sql, paymentId, deps.clock());
    deps.settler.wake([paymentId]);
  } catch (error) {
    deps.log.warn({ reason: coerceError(error).message, paymentId }, "a payment waits to be called off");
  }
}
