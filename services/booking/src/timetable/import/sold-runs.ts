import type { Sql } from "@railbooker/runtime/database";
import type { Run } from "../run.js";
import { findRuns } from "../run-store.js";
import type { SoldRunChange } from "./report.js";

/** What whoever sells seats does about a newer timetable; they lie above the timetable, so they are given to it. */
export interface Sales {
  /** Lets nobody claim seats until the transaction ends, and waits for those who do at this moment. */
  lock(sql: Sql): Promise<void>;
  /** Runs with seats held or tickets valid that are not over yet. */
  runsWithSeats(sql: Sql, now: Date): Promise<string[]>;
  /** Keeps seats and coaches right, and tells travellers, in the transaction of `sql`. */
  adapt(sql: Sql, change: RunChange, now: Date): Promise<SoldRunChange>;
}

/** A run as it was and as it is; undefined where it is in that timetable no more, or was not yet. */
export interface RunChange {
  runId: string;
  before: Run | undefined;
  after: Run | undefined;
}

const RUNS_AT_ONCE = 200;

/**
 * Compares sold runs in the old timetable, which `outside` still sees, with those that `inside` the transaction has written, and has
 * what differs adapted. Last before the commit, since claims wait from here on.
 */
export async function adaptSoldRuns(
  sales: Sales,
  { inside, outside, now, timetableId }: { inside: Sql; outside: Sql; now: Date; timetableId: string },
): Promise<SoldRunChange[]> {
  await sales.lock(inside);
  const runIds = await sales.runsWithSeats(inside, now);
  const changes: SoldRunChange[] = [];
  for (let start = 0; start < runIds.length; start += RUNS_AT_ONCE) {
    const ids = runIds.slice(start, start + RUNS_AT_ONCE);
    const before = await findRuns(outside, ids);
    const after = await findRuns(inside, ids);
    for (const runId of ids) {
      const change = { runId, before: before.get(runId), after: after.get(runId) };
      if (fingerprint(change.before) === fingerprint(change.after)) continue;
      changes.push(await sales.adapt(inside, change, now));
    }
  }
  await inside.rows(
    `INSERT INTO timetable_changes (timetable_id, run_id, change, bookings, tickets, seats_lost)
     SELECT $1, c->>'runId', c->>'change', (c->>'bookings')::int, (c->>'tickets')::int, (c->>'seatsLost')::int
       FROM json_array_elements($2::json) AS c`,
    [timetableId, JSON.stringify(changes)],
  );
  return changes;
}

/** All that a ticket depends on. */
function fingerprint(run: Run | undefined): string | undefined {
  if (run === undefined) return undefined;
  return JSON.stringify([
    run.category,
    run.routeType,
    run.train,
    run.calls.map(({ location, arrival, departure, pickup, dropOff }) => [
      location.id,
      arrival.getTime(),
      departure.getTime(),
      pickup,
      dropOff,
    ]),
  ]);
}
