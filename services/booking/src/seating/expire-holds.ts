import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import type { Logger } from "@railbooker/runtime/logger";
import { type Repeated, repeat } from "@railbooker/runtime/repeat";
import type { Outbox } from "../outbox/outbox.js";
import type { ReleasedSeat } from "./claim-store.js";
import { type DueHolds, type EndedHold, markExpired, releaseSeats } from "./hold-store.js";
import { announceReleased, type SeatNews } from "./seat-news.js";

export interface Expired {
  holds: EndedHold[];
  released: ReleasedSeat[];
}

const batch = 200;

/** Ends holds past their time, a batch at most, and puts their seats back on sale. */
async function expireHolds(sql: Sql, outbox: Outbox, now: Date, which: DueHolds = {}): Promise<Expired> {
  const holds = await markExpired(sql, now, batch, which);
  if (holds.length === 0) return { holds, released: [] };
  const released = await releaseSeats(
    sql,
    holds.map((hold) => hold.id),
  );
  const events = holds.map(({ id, userId, expiresAt }) => ({
    name: "HoldExpired" as const,
    aggregateId: id,
    aggregateVersion: 1,
    data: { holdId: id, userId, expiresAt: expiresAt.toISOString() },
  }));
  await outbox.append(sql, ...events);
  return { holds, released };
}

export interface ExpireDeps {
  inTransaction: InTransaction;
  outbox: Outbox;
  clock: Clock;
  news: SeatNews;
}

/** Ends what is due now, batch by batch, and tells who watches. @returns how many were ended. */
export async function expireDue(deps: ExpireDeps, which: DueHolds = {}): Promise<number> {
  const now = deps.clock();
  let ended = 0;
  for (;;) {
    const { holds, released } = await deps.inTransaction((sql) => expireHolds(sql, deps.outbox, now, which));
    ended += holds.length;
    if (holds.length === 0) return ended;
    deps.outbox.wake();
    announceReleased(deps.news, released);
    for (const { id, userId, expiresAt } of holds)
      deps.news.holdChanged(userId, { id, expiresAt: expiresAt.toISOString(), status: "expired" });
    if (holds.length < batch) return ended;
  }
}

/**
 * Safety net beneath the queue, for when Redis is away or has lost its jobs. The next buyer of a seat waits for neither
 * (createHold).
 */
export const expirySweeper = (deps: ExpireDeps & { log: Logger }): Repeated =>
  repeat({
    everyMs: 5000,
    log: deps.log,
    what: "releasing holds past their time",
    round: async () => {
      await expireDue(deps);
    },
  });
