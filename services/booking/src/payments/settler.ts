import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import { coerceError } from "@railbooker/runtime/errors";
import type { Logger } from "@railbooker/runtime/logger";
import type { PaymentProvider } from "./provider.js";
import {
  type DuePayment,
  markRefundsMade,
  markSettled,
  putOff,
  takeDuePayments,
  takeDueRefunds,
} from "./settle-store.js";

export interface SettlerDeps {
  sql: Sql;
  /** Each of its calls ends in time (withinTime). */
  provider: PaymentProvider;
  clock: Clock;
  log: Logger;
  everyMs?: number;
}

/** Brings payments to their end: captures what has bought something, calls off what has not, makes refunds that are owed. */
export interface Settler {
  /** Call it after the commit; it is not waited for. What fails or gets lost is found by the next pass. */
  wake(paymentIds: readonly string[]): void;
  /** One look at everything whose time has come, such as what a crash left open. */
  pass(): Promise<void>;
  /** Looks at once and then again and again. */
  start(): void;
  stop(): Promise<void>;
}

const batch = 100;
/** What is sold within a moment is settled together: nobody waits for it, and each look costs four statements. */
const momentMs = 25;
/** Batches a pass takes at most; the next pass goes on. */
const batchesPerPass = 10;

export function createSettler({ sql, provider, clock, log, everyMs = 5000 }: SettlerDeps): Settler {
  const woken = new Set<string>();
  let working: Promise<void> = Promise.resolve();
  let busy = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let soon: NodeJS.Timeout | undefined;

  /** @returns how many were taken in hand. */
  async function settle(ids: readonly string[] | null): Promise<number> {
    const payments = await takeDuePayments(sql, clock(), batch, ids);
    const captured = await doneOf(payments.filter(isBought), ({ id }) => provider.capture(id));
    await markSettled(sql, captured, "captured");
    const unbought = payments.filter((payment) => !isBought(payment));
    const voided = await doneOf(unbought, letGo);
    await markSettled(sql, voided, "voided");
    await putOff(sql, "payments", without(payments, [...captured, ...voided]), clock());
    const refunds = await takeDueRefunds(sql, clock(), batch, ids);
    const made = await doneOf(refunds, ({ id, paymentId, amount, currency }) =>
      provider.refund(id, paymentId, { amount, currency }),
    );
    await markRefundsMade(sql, made, clock());
    await putOff(sql, "refunds", without(refunds, made), clock());
    return payments.length + refunds.length;
  }

  async function letGo({ id, amount, currency }: DuePayment): Promise<void> {
    // No path of ours captures what has bought nothing; should it have happened all the same, the money goes back.
    if ((await provider.lookup(id)) === "captured") await provider.refund(id, id, { amount, currency });
    else await provider.void(id);
  }

  /** @returns the ids of those that succeeded; the others come up again after their pause. */
  async function doneOf<T extends { id: string }>(
    all: readonly T[],
    work: (one: T) => Promise<void>,
  ): Promise<string[]> {
    const results = await Promise.allSettled(all.map(work));
    return results.flatMap((result, index) => {
      const id = all[index]?.id ?? "";
      if (result.status === "fulfilled") return [id];
      log.warn(
        { reason: coerceError(result.reason).message, id },
        "a payment could not be settled; trying again later",
      );
      return [];
    });
  }

  async function drain(): Promise<void> {
    while (woken.size > 0) {
      const ids = [...woken].slice(0, batch);
      for (const id of ids) woken.delete(id);
      await settle(ids);
    }
  }

  async function pass(): Promise<void> {
    for (let round = 0; round < batchesPerPass && !stopped; round++) {
      if ((await settle(null)) === 0) return;
    }
  }

  function run(work: () => Promise<void>): void {
    if (busy) return;
    busy = true;
    working = work()
      .catch((error: unknown) =>
        log.warn({ reason: coerceError(error).message }, "payments could not be settled; trying again"),
      )
      .finally(() => {
        busy = false;
        if (woken.size > 0 && !stopped) run(drain);
      });
  }

  function drainSoon(): void {
    clearTimeout(soon);
    soon = undefined;
    run(drain);
  }

  return {
    wake: (ids) => {
      for (const id of ids) woken.add(id);
      soon ??= setTimeout(drainSoon, momentMs);
    },
    pass,
    start: () => {
      run(pass);
      timer = setInterval(() => run(pass), everyMs);
    },
    stop: async () => {
      clearInterval(timer);
      if (soon !== undefined) drainSoon();
      await working;
      stopped = true;
      await working;
    },
  };
}

const without = (all: readonly { id: string }[], done: readonly string[]) =>
  all.map(({ id }) => id).filter((id) => !done.includes(id));

const isBought = ({ status }: DuePayment) => status === "authorised";
