import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import { coerceError } from "@railbooker/runtime/errors";
import type { Logger } from "@railbooker/runtime/logger";
import type { Outbox } from "../outbox/outbox.js";
import type { PaymentProvider } from "./provider.js";
import {
  type DuePayment,
  markRefundsMade,
  markSettled,
  putOff,
  takeDuePayments,
  takeDueRefunds,
} from "./settle-store.js";
import { tellOfFailedPayments, tellOfRefunds } from "./tell-of-money.js";

export interface SettleDeps {
  sql: Sql;
  inTransaction: InTransaction;
  outbox: Outbox;
  /** Each of its calls ends in time (withinTime). */
  provider: PaymentProvider;
  clock: Clock;
  log: Logger;
}

/**
 * One look at payments and refunds: those asked for by payment, or with null those whose time has come. What the provider does
 * not do comes up again later. @returns how many were taken in hand.
 */
export function settleDue(
  deps: SettleDeps,
  limit: number,
): (paymentIds: readonly string[] | null) => Promise<number> {
  const { sql, provider, clock, log } = deps;
  return async (paymentIds) => {
    const payments = await takePayments(deps, limit, paymentIds);
    const captured = await doneOf(log, payments.filter(isBought), ({ id }) => provider.capture(id));
    await markSettled(sql, captured, "captured");
    const unbought = payments.filter((payment) => !isBought(payment));
    const voided = await doneOf(log, unbought, (payment) => letGo(provider, payment));
    await markSettled(sql, voided, "voided");
    await putOff(sql, "payments", without(payments, [...captured, ...voided]), clock());
    const refunds = await takeDueRefunds(sql, clock(), limit, paymentIds);
    const made = await doneOf(log, refunds, ({ id, paymentId, amount, currency }) =>
      provider.refund(id, paymentId, { amount, currency }),
    );
    await noteRefunds(deps, made);
    await putOff(sql, "refunds", without(refunds, made), clock());
    return payments.length + refunds.length;
  };
}

/** What is asked for by name is never abandoned: then one statement does. */
async function takePayments(
  { sql, inTransaction, outbox, clock }: SettleDeps,
  limit: number,
  ids: readonly string[] | null,
): Promise<DuePayment[]> {
  if (ids !== null) return takeDuePayments(sql, clock(), limit, ids);
  const payments = await inTransaction(async (tx) => {
    const taken = await takeDuePayments(tx, clock(), limit);
    const abandoned = taken.filter((payment) => payment.abandoned).map(({ id }) => id);
    await tellOfFailedPayments(tx, outbox, abandoned);
    return taken;
  });
  if (payments.some((payment) => payment.abandoned)) outbox.wake();
  return payments;
}

async function noteRefunds(
  { inTransaction, outbox, clock }: SettleDeps,
  made: readonly string[],
): Promise<void> {
  if (made.length === 0) return;
  await inTransaction(async (tx) =>
    tellOfRefunds(tx, outbox, "RefundCompleted", await markRefundsMade(tx, made, clock())),
  );
  outbox.wake();
}

async function letGo(provider: PaymentProvider, { id, amount, currency }: DuePayment): Promise<void> {
  // No path of ours captures what has bought nothing; should it have happened all the same, the money goes back.
  if ((await provider.lookup(id)) === "captured") await provider.refund(id, id, { amount, currency });
  else await provider.void(id);
}

/** @returns the ids of those that succeeded; the others come up again after their pause. */
async function doneOf<T extends { id: string }>(
  log: Logger,
  all: readonly T[],
  work: (one: T) => Promise<void>,
): Promise<string[]> {
  const results = await Promise.allSettled(all.map(work));
  return results.flatMap((result, index) => {
    const id = all[index]?.id ?? "";
    if (result.status === "fulfilled") return [id];
    const reason = coerceError(result.reason).message;
    log.warn({ reason, id }, "a payment could not be settled; trying again later");
    return [];
  });
}

const without = (all: readonly { id: string }[], done: readonly string[]) =>
  all.map(({ id }) => id).filter((id) => !done.includes(id));

const isBought = ({ status }: DuePayment) => status === "authorised";
