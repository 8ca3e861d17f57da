import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import { type Hold, isOpen } from "./hold.js";
import { findHold, markReleased, releaseSeats } from "./hold-store.js";
import { announceReleased, type SeatNews } from "./seat-news.js";
import { holdNotFound } from "./seating-errors.js";

/** A user's hold as it stands now: one past its time says so even before it has been swept. @throws 404 `no-such-hold`. */
export function getHold(sql: Sql, clock: Clock): (holdId: string, userId: string) => Promise<Hold> {
  return async (holdId, userId) => {
    const hold = await findHold(sql, holdId, userId);
    if (hold === undefined) throw holdNotFound();
    return hold.status === "active" && !isOpen(hold, clock()) ? { ...hold, status: "expired" } : hold;
  };
}

/** Gives a hold up. Giving up one that has ended already changes nothing. @throws 404 `no-such-hold`. */
export function releaseHold(deps: {
  inTransaction: InTransaction;
  news: SeatNews;
}): (holdId: string, userId: string) => Promise<void> {
  return async (holdId, userId) => {
    const released = await deps.inTransaction(async (sql) => {
      const ended = await markReleased(sql, holdId, userId);
      if (ended !== undefined) return releaseSeats(sql, [ended.id]);
      if ((await findHold(sql, holdId, userId)) === undefined) throw holdNotFound();
      return [];
    });
    announceReleased(deps.news, released);
  };
}
