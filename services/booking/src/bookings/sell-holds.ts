import type { Booking } from "@railbooker/events/booking-shape";
import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import { gather, type Outcome } from "@railbooker/runtime/gather";
import { codeOf } from "../seating/sql-state.js";
import type { HoldToSell } from "./sale-rows.js";
import { refusedSales, type WriteSalesDeps, writeSales } from "./write-sales.js";

/** An open hold whose payment is authorised. */
export type SaleRequest = Required<HoldToSell>;

export interface SellDeps extends WriteSalesDeps {
  sql: Sql;
  clock: Clock;
}

/** Why a sale did not take place; nothing of it is kept. */
export class NotSold extends Error {
  constructor(readonly why: (typeof refusedSales)[keyof typeof refusedSales]) {
    super(`not sold: ${why}`);
  }
}

const mostAtOnce = 32;
const lanes = 2;
/** A draw finds a reference that somebody has once in some hundred times at most; a hold changes a few times while it is paid. */
const mostTries = 8;
/**
 * What is also said of a row that somebody changed at the same moment, such as a second press that keeps the hold for its own payment:
 * the next try sees whether it is so.
 */
const perhapsChanged: ReadonlySet<string | undefined> = new Set<NotSold["why"]>([
  "hold-ended",
  "payment-called-off",
  "seats-not-kept",
]);

/**
 * Sells holds: key, booking, seats, payment and event commit together. What comes in at the same time shares one statement and
 * one commit; each still gets its own answer. @throws NotSold
 */
export function sellHolds(deps: SellDeps): (request: SaleRequest) => Promise<Booking> {
  return gather((requests: SaleRequest[]) => sellSome(deps, requests, mostTries), {
    most: mostAtOnce,
    lanes,
  });
}

/** One sale that cannot be must not fail its neighbours: then each half is tried by itself, down to the one. */
async function sellSome(
  deps: SellDeps,
  requests: readonly SaleRequest[],
  tries: number,
): Promise<Outcome<Booking>[]> {
  try {
    return (await writeSales(deps, deps.sql, requests, deps.clock())).map((value) => ({ ok: true, value }));
  } catch (error) {
    const why = whyNot(error);
    const again = why === "reference-taken" || (requests.length === 1 && perhapsChanged.has(why));
    if (again && tries > 1) return sellSome(deps, requests, tries - 1);
    if (why === undefined && !isSpoiled(error)) throw error;
    if (requests.length === 1) return [{ ok: false, error: why === undefined ? error : new NotSold(why) }];
  }
  const middle = requests.length >> 1;
  const first = await sellSome(deps, requests.slice(0, middle), mostTries);
  return [...first, ...(await sellSome(deps, requests.slice(middle), mostTries))];
}

function whyNot(error: unknown): NotSold["why"] | undefined {
  const code = codeOf(error);
  return code !== undefined && code in refusedSales
    ? refusedSales[code as keyof typeof refusedSales]
    : undefined;
}

/** Bad data, a constraint or a deadlock: without the neighbour it may succeed. A lost connection is none of them. */
const isSpoiled = (error: unknown): boolean => /^(22|23|40)/.test(codeOf(error) ?? "");
