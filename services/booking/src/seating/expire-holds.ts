import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import { coerceError } from "@railbooker/runtime/errors";
import type { Logger } from "@railbooker/runtime/logger";
import type { Outbox } from "../outbox/outbox.js";
import type { ReleasedSeat } from "./claim-store.js";
import { type EndedHold, markExpired, releaseSeats } from "./hold-store.js";
import { announceReleased, type SeatNews } from "./seat-news.js";

export interface Expired {
  holds: EndedHold[];
  released: ReleasedSeat[];
}

const batch = 200;

/** Ends holds past their time and puts their seats back on sale; of one run, or of all. */
export async function expireHolds(sql: Sql, outbox: Outbox, now: Date, runId?: string): Promise<Expired> {
  const holds = await markExpired(sql, now, batch, runId);
  if (holds.length === 0) return { holds, released: [] };
  const released = await releaseSeats(
    sql,
    holds.map((hold) => hold.id),
  );
  for (const hold of holds) {
    const data = { holdId: hold.id, userId: hold.userId, expiresAt: hold.expiresAt.toISOString() };
    await outbox.append(sql, { name: "HoldExpired", aggregateId: hold.id, aggregateVersion: 1, data });
  }
  return { holds, released };
}

export interface ExpirySweeperDeps {
  inTransaction: InTransaction;
  outbox: Outbox;
  clock: Clock;
  news: SeatNews;
  log: Logger;
  everyMs?: number;
}

/** Looks for holds past their time again and again; the next buyer of a seat does not wait for it (createHold). */
export function startExpirySweeper(deps: ExpirySweeperDeps): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  let busy = false;

  async function sweep(): Promise<void> {
    try {
      const { holds, released } = await deps.inTransaction((sql) =>
        expireHolds(sql, deps.outbox, deps.clock()),
      );
      if (holds.length === 0) return;
      deps.outbox.wake();
      announceReleased(deps.news, released);
      for (const hold of holds) {
        deps.news.holdChanged(hold.userId, {
          id: hold.id,
          expiresAt: hold.expiresAt.toISOString(),
          status: "expired",
        });
      }
    } catch (error) {
      deps.log.warn(
        { reason: coerceError(error).message },
        "holds past their time could not be released; trying again",
      );
    }
  }

  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = sweep().finally(() => {
      busy = false;
    });
  }, deps.everyMs ?? 1000);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
