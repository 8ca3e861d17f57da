import type { Booking } from "@railbooker/events/booking-shape";
import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import { gather, type Outcome } from "@railbooker/runtime/gather";
import { usePayments } from "../payments/payment-store.js";
import { dropKeys, takeKeys } from "./idempotency-store.js";
import { SeatsNotKept } from "./insert-tickets.js";
import { type HoldToSell, type WriteSalesDeps, writeSales } from "./write-sales.js";

/** An open hold whose payment is authorised. */
export interface SaleRequest extends HoldToSell {
  idempotencyKey: string;
  hash: Buffer;
  paymentId: string;
}

export interface SellDeps extends WriteSalesDeps {
  inTransaction: InTransaction;
  clock: Clock;
}

/** Why a sale did not take place; nothing of it is kept. */
export class NotSold extends Error {
  constructor(readonly why: "key-taken" | "hold-ended" | "payment-called-off") {
    super(`not sold: ${why}`);
  }
}

const mostAtOnce = 32;
const lanes = 2;

/**
 * Sells holds: key, booking, seats, payment and event commit together. What comes in at the same time shares one transaction and
 * one commit; each still gets its own answer. @throws NotSold
 */
export function sellHolds(deps: SellDeps): (request: SaleRequest) => Promise<Booking> {
  return gather((requests: SaleRequest[]) => sellSafely(deps, requests), { most: mostAtOnce, lanes });
}

/** One sale that spoils the transaction must not fail its neighbours: then each is tried by itself. */
async function sellSafely(deps: SellDeps, requests: readonly SaleRequest[]): Promise<Outcome<Booking>[]> {
  const once = (some: readonly SaleRequest[]) =>
    deps.inTransaction((sql) => sellAll(deps, sql, some, deps.clock()));
  try {
    return await once(requests);
  } catch (error) {
    if (requests.length === 1 || !isSpoiled(error)) throw error;
  }
  const outcomes: Outcome<Booking>[] = [];
  for (const request of requests) {
    try {
      outcomes.push(...(await once([request])));
    } catch (error) {
      outcomes.push({ ok: false, error });
    }
  }
  return outcomes;
}

async function sellAll(
  deps: SellDeps,
  sql: Sql,
  requests: readonly SaleRequest[],
  now: Date,
): Promise<Outcome<Booking>[]> {
  const ours = await takeKeys(sql, requests.map(toKey), now);
  const wanted = requests.filter(({ draft }) => ours.has(draft.id));
  const bookings = await writeSales(deps, sql, wanted, now);
  const sold = wanted.filter((_, index) => bookings[index] !== undefined);
  const paid = await usePayments(
    sql,
    sold.map(({ paymentId, draft }) => ({ id: paymentId, bookingId: draft.id })),
    now,
  );
  // A payment that was called off meanwhile undoes its sale, and that is to undo the transaction.
  if (paid !== sold.length) throw new NotSold("payment-called-off");
  const unsold = wanted.filter((_, index) => bookings[index] === undefined);
  await dropKeys(
    sql,
    unsold.map(({ draft }) => draft.id),
  );
  const byId = new Map(wanted.map(({ draft }, index) => [draft.id, bookings[index]]));
  return requests.map(({ draft }): Outcome<Booking> => {
    const booking = byId.get(draft.id);
    if (booking !== undefined) return { ok: true, value: booking };
    return { ok: false, error: new NotSold(ours.has(draft.id) ? "hold-ended" : "key-taken") };
  });
}

const toKey = ({ hold, idempotencyKey, hash, draft }: SaleRequest) => ({
  userId: hold.userId,
  key: idempotencyKey,
  hash,
  bookingId: draft.id,
});

/** Bad data, a constraint, a deadlock, or one of ours: without the neighbour it may succeed. A lost connection is none of them. */
function isSpoiled(error: unknown): boolean {
  if (error instanceof NotSold || error instanceof SeatsNotKept) return true;
  const code: unknown = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" && /^(22|23|40)/.test(code);
}
