import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import { AppError } from "@railbooker/runtime/errors";
import { newId } from "@railbooker/runtime/new-id";
import type { Outbox } from "../outbox/outbox.js";
import { type ExpireDeps, expireDue } from "../seating/expire-holds.js";
import type { LegRequest } from "../seating/resolve-leg.js";
import { type TakeSeatsDeps, takeSeats } from "../seating/take-seats.js";
import { rideEnds } from "../timetable/ride-ends.js";
import { findLeg } from "../timetable/run.js";
import { noSuchRun } from "../timetable/run-errors.js";
import { findRun } from "../timetable/run-store.js";
import type { WaitlistEntry, WaitlistView } from "./waitlist-entry.js";
import { alreadyWaiting, noSuchEntry, notSoldOut } from "./waitlist-errors.js";
import { entriesOf, insertEntry, lockWaitlist } from "./waitlist-store.js";

export interface JoinDeps extends ExpireDeps {
  sql: Sql;
  inTransaction: InTransaction;
  outbox: Outbox;
  clock: Clock;
  take: TakeSeatsDeps;
}

export interface JoinWaitlist extends Pick<LegRequest, "runId" | "from" | "to" | "serviceClass" | "fare"> {
  userId: string;
  email: string;
  passengers: number;
}

/**
 * Puts a party on the waiting list of a leg that has not as many seats left. Whether it has is decided by taking them, under
 * the run's lock: seats that come free at the same moment find the entry.
 * @throws AppError 422 `not-sold-out`, 409 `already-waiting`, 404 `no-such-run`, and what refuses a hold.
 */
export function joinWaitlist(deps: JoinDeps): (command: JoinWaitlist) => Promise<WaitlistView> {
  return async ({ userId, email, passengers, ...leg }) => {
    await expireDue(deps, { runIds: [leg.runId] });
    const now = deps.clock();
    const id = newId();
    const view = await deps.inTransaction(async (sql) => {
      await lockWaitlist(sql, leg.runId);
      await refuseWhereSeatsAreLeft(deps.take, sql, { userId, passengers, leg }, now);
      const run = await findRun(sql, leg.runId);
      const ride = run === undefined ? undefined : findLeg(run, leg.from, leg.to);
      if (run === undefined || ride === undefined) throw noSuchRun(leg.runId);
      const [fromPosition, toPosition] = [ride.from.position, ride.to.position];
      const entry: WaitlistEntry = {
        id,
        userId,
        email,
        passengers,
        ...leg,
        fromPosition,
        toPosition,
        joinedAt: now,
      };
      if (!(await insertEntry(sql, entry))) throw alreadyWaiting();
      const [joined] = await entriesOf(sql, userId, now, id);
      if (joined?.position === undefined) throw noSuchEntry();
      await deps.outbox.append(sql, {
        name: "WaitlistJoined",
        aggregateId: id,
        aggregateVersion: 1,
        data: {
          entryId: id,
          userId,
          runId: leg.runId,
          position: joined.position,
          ride: { train: run.train, ...rideEnds(ride) },
        },
      });
      return joined;
    });
    deps.outbox.wake();
    return view;
  };
}

async function refuseWhereSeatsAreLeft(
  take: TakeSeatsDeps,
  sql: Sql,
  { userId, passengers, leg }: { userId: string; passengers: number; leg: LegRequest },
  now: Date,
): Promise<void> {
  const [outcome] = await takeSeats(take, sql, [{ userId, passengers, legs: [leg] }], now);
  // What was taken goes back with the transaction.
  if (outcome?.ok === true) throw notSoldOut();
  if (outcome?.error instanceof AppError && outcome.error.code === "seats-taken") return;
  throw outcome?.error;
}
