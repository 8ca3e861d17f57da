import type { Sql } from "@railbooker/runtime/database";
import { AppError } from "@railbooker/runtime/errors";
import { expireDue } from "../seating/expire-holds.js";
import type { Hold } from "../seating/hold.js";
import { announceHeld } from "../seating/seat-news.js";
import { takeSeats } from "../seating/take-seats.js";
import { rideEnds } from "../timetable/ride-ends.js";
import { findLeg, type Run } from "../timetable/run.js";
import { findRun } from "../timetable/run-store.js";
import { stationTime } from "../timetable/station-time.js";
import type { JoinDeps } from "./join-waitlist.js";
import type { WaitlistEntry } from "./waitlist-entry.js";
import { lockWaitlist, markEnded, markPromoted, waitingOn } from "./waitlist-store.js";

export interface PromoteDeps extends JoinDeps {
  /** Called with each new hold after the commit; must not throw. */
  onHeld: (hold: Hold) => void;
}

const batch = 32;
/** A run's list is looked through so far at once; the next look begins anew. */
const mostBatches = 256;

/**
 * Gives free seats of a run to those who wait, in their order: the first that fits gets a hold and its news, in one
 * transaction. A party too large for what is free is passed over and keeps its place. @returns the new holds.
 */
export async function promote(deps: PromoteDeps, runId: string, isStopping = () => false): Promise<Hold[]> {
  await expireDue(deps, { runIds: [runId] });
  const promoted: Hold[] = [];
  let after = "0";
  for (let round = 0; round < mostBatches && !isStopping(); round++) {
    const { holds, last } = await deps.inTransaction((sql) => promoteBatch(deps, sql, runId, after));
    promoted.push(...holds);
    if (last === undefined) break;
    after = last;
  }
  if (promoted.length > 0) deps.outbox.wake();
  for (const hold of promoted) {
    announceHeld(deps.news, hold);
    deps.onHeld(hold);
    const { id, expiresAt } = hold;
    deps.news.holdChanged(hold.userId, { id, expiresAt: expiresAt.toISOString(), status: "active" });
  }
  return promoted;
}

/** @returns where to go on; undefined at the list's end. */
async function promoteBatch(
  deps: PromoteDeps,
  sql: Sql,
  runId: string,
  after: string,
): Promise<{ holds: Hold[]; last: string | undefined }> {
  await lockWaitlist(sql, runId);
  const entries = await waitingOn(sql, runId, after, batch);
  if (entries.length === 0) return { holds: [], last: undefined };
  const wishes = entries.map(({ userId, passengers, from, to, serviceClass, fare }) => ({
    userId,
    passengers,
    legs: [{ runId, from, to, serviceClass, fare }],
  }));
  const outcomes = await takeSeats(deps.take, sql, wishes, deps.clock());
  const holds: Hold[] = [];
  const run = outcomes.some(({ ok }) => ok) ? await findRun(sql, runId) : undefined;
  for (const [index, entry] of entries.entries()) {
    const outcome = outcomes[index];
    if (outcome?.ok === true) {
      await confirm(deps, sql, { entry, hold: outcome.value, run });
      holds.push(outcome.value);
    } else if (isOver(outcome?.error)) await markEnded(sql, entry.id);
  }
  return { holds, last: entries.length < batch ? undefined : entries.at(-1)?.place };
}

interface Promotion {
  entry: WaitlistEntry;
  hold: Hold;
  run: Run | undefined;
}

async function confirm(deps: PromoteDeps, sql: Sql, { entry, hold, run }: Promotion): Promise<void> {
  await markPromoted(sql, entry.id, hold.id);
  const leg = run === undefined ? undefined : findLeg(run, entry.from, entry.to);
  await deps.outbox.append(sql, {
    name: "WaitlistConfirmed",
    aggregateId: entry.id,
    aggregateVersion: 2,
    data: {
      entryId: entry.id,
      userId: entry.userId,
      runId: entry.runId,
      holdId: hold.id,
      expiresAt: stationTime(hold.expiresAt, leg?.from.location.timeZone ?? "UTC"),
      email: entry.email,
      passengers: entry.passengers,
      serviceClass: entry.serviceClass,
      fare: entry.fare,
      ...(run === undefined || leg === undefined ? {} : { ride: { train: run.train, ...rideEnds(leg) } }),
    },
  });
}

/** Waiting longer will not help: the train has left, is cancelled, or does not go there any more. */
const over = new Set(["no-such-run", "no-such-leg", "no-such-class", "train-cancelled", "train-departed"]);
const isOver = (error: unknown) => error instanceof AppError && over.has(error.code);
