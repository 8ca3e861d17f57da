import { randomUUID } from "node:crypto";
import type { Sql } from "@railbooker/runtime/database";
import type { Outcome } from "@railbooker/runtime/gather";
import { chooseForAll, resolveAll } from "./choose-for-all.js";
import type { Hold } from "./hold.js";
import { insertHolds, runsChanged } from "./insert-holds.js";
import type { UserSeats } from "./inventory-store.js";
import type { KnownRun, KnownRuns } from "./known-runs.js";
import type { Masks } from "./masks.js";
import { onlyConnected } from "./only-connected.js";
import { createLimiter } from "./purchase-limiter.js";
import type { SeatsToTake } from "./resolve-leg.js";
import { codeOf } from "./sql-state.js";
import { draftAll, type TakeSeatsDeps } from "./take-seats.js";

export interface TakeKnownDeps extends TakeSeatsDeps {
  known: KnownRuns;
  /** Outside of any transaction. */
  sql: Sql;
}

/**
 * Takes seats of runs that this process remembers, without reading or locking them first: chosen in memory, written by one statement
 * that refuses should anything have changed meanwhile. The next batch chooses on what this one leaves, while it is being written.
 * @param write is given what writes the holds, to be called once, on its own or in a transaction; what it adds becomes true with them.
 * @returns undefined where the runs have to be looked at; nothing was written then.
 */
export async function takeKnown<R>(
  deps: TakeKnownDeps,
  commands: readonly SeatsToTake[],
  now: Date,
  write: (holds: Outcome<Hold>[], insert: (sql: Sql) => Promise<unknown>) => Promise<R>,
): Promise<R | undefined> {
  const runIds = new Set(commands.flatMap(({ legs }) => legs.map((leg) => leg.runId)));
  const before = deps.known.recall(runIds);
  if (before === undefined) return undefined;
  const resolved = await onlyConnected(deps.sql, resolveAll(before, commands, now));
  const runs = deps.known.recall(runIds);
  if (runs === undefined || [...runs].some(([runId, { run }]) => before.get(runId)?.run !== run))
    return undefined;

  // Up to the first `await` nobody else comes between: bits, stamp and turn change together.
  const { allow, taken } = createLimiter(deps.purchaseLimit, []);
  const chosen = chooseForAll({ commands, resolved, runs, allow, recent: deps.recent, now });
  const next = chosen.some((each) => each.ok) ? randomUUID() : undefined;
  const choice = [...runs.values()].map((run) => ({ ...run, masks: copyOf(run.masks) }));
  const turn = ownTurn();
  for (const run of runs.values()) {
    run.written = turn.over;
    run.stamp = next ?? run.stamp;
  }
  try {
    const holds = await draftAll(deps, deps.sql, commands, chosen, now);
    await Promise.all(choice.map(({ written }) => written));
    const as = { statuses: choice.map(({ status }) => status), most: mostBefore(deps, taken()) };
    const good = holds.flatMap((each) => (each.ok ? each.value : []));
    const epoch = oneEpoch(choice);
    const result = await write(holds, (sql) =>
      insertHolds(sql, good, { runs: choice, next, as: { ...as, epoch } }, now),
    );
    deps.known.confirm(runIds);
    return result;
  } catch (error) {
    deps.known.forget(runIds);
    if (codeOf(error) === runsChanged) return undefined;
    throw error;
  } finally {
    turn.end();
  }
}

/** Runs remembered at different times may not be as they were; one epoch of them is checked, and it has to be that of all. */
function oneEpoch(runs: readonly KnownRun[]): string {
  const epochs = new Set(runs.map(({ epoch }) => epoch));
  return epochs.size === 1 ? [...epochs].join() : "0";
}

/** Who takes seats in this batch had so many before it at most; who had more is told so by those who look. */
const mostBefore = ({ purchaseLimit }: TakeSeatsDeps, taken: readonly UserSeats[]): UserSeats[] =>
  purchaseLimit === undefined ? [] : taken.map((user) => ({ ...user, seats: purchaseLimit - user.seats }));

const copyOf = (masks: Masks): Masks => ({ ...masks, bits: Buffer.from(masks.bits) });

function ownTurn(): { over: Promise<void>; end: () => void } {
  let end: () => void = () => undefined;
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { over, end };
}
