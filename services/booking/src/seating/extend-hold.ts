import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import { type Hold, isOpen } from "./hold.js";
import { findHold, markExtended } from "./hold-store.js";
import type { SeatNews } from "./seat-news.js";
import { alreadyExtended, holdExpired, holdNotFound } from "./seating-errors.js";

export interface ExtendHoldDeps {
  sql: Sql;
  clock: Clock;
  holdMinutes: number;
  news: SeatNews;
  onExtended: (hold: Hold) => void;
}

/**
 * Gives an open hold its full time again, counted from now; once. The statement decides, not the look before or after it.
 * @throws AppError 404 `no-such-hold`, 409 `already-extended`, 410 `hold-expired`.
 */
export function extendHold(deps: ExtendHoldDeps): (holdId: string, userId: string) => Promise<Hold> {
  return async (holdId, userId) => {
    const now = deps.clock();
    const expiresAt = new Date(now.getTime() + deps.holdMinutes * 60_000);
    const extended = await markExtended(deps.sql, holdId, userId, now, expiresAt);
    const hold = await findHold(deps.sql, holdId, userId);
    if (hold === undefined) throw holdNotFound();
    if (!extended) throw isOpen(hold, now) ? alreadyExtended() : holdExpired();
    deps.onExtended(hold);
    deps.news.holdChanged(userId, {
      id: hold.id,
      expiresAt: hold.expiresAt.toISOString(),
      status: hold.status,
    });
    return hold;
  };
}
