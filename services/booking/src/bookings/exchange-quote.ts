import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import type { Hold } from "../seating/hold.js";
import { type Exchange, type ExchangeQuote, type GivenUp, quoteExchange, quoteGivenUp } from "./exchange.js";
import { ownBooking } from "./get-booking.js";
import { openHold } from "./open-hold.js";

export interface QuoteDeps {
  sql: Sql;
  clock: Clock;
}

export interface ExchangeWish {
  userId: string;
  reference: string;
  /** All valid ones if left out. */
  tickets?: string[] | undefined;
  holdId: string;
}

/**
 * What the exchange would cost; without a hold, what the tickets are worth towards other seats, so that nobody holds seats for
 * tickets that cannot be exchanged. @throws AppError 404, 409 `hold-booked`, 410 `hold-expired`, 422.
 */
export function exchangeQuote(
  deps: QuoteDeps,
): (
  wish: Omit<ExchangeWish, "holdId"> & { holdId?: string | undefined },
) => Promise<GivenUp & Partial<ExchangeQuote>> {
  return async ({ holdId, ...wish }) => {
    if (holdId !== undefined) return (await termsNow(deps, { ...wish, holdId })).terms;
    const stored = await ownBooking(deps.sql, wish.reference, wish.userId);
    return quoteGivenUp(stored, wish.tickets, deps.clock());
  };
}

/** What the exchange costs at this moment; whoever acts on it looks again under the booking's lock. @throws AppError as above. */
export async function termsNow(
  deps: QuoteDeps,
  wish: ExchangeWish,
): Promise<{ terms: Exchange; hold: Hold }> {
  const stored = await ownBooking(deps.sql, wish.reference, wish.userId);
  const hold = await openHold(deps, wish.holdId, wish.userId);
  return { terms: quoteExchange(stored, wish.tickets, hold, deps.clock()), hold };
}
