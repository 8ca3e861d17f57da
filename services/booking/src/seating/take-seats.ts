import { randomUUID } from "node:crypto";
import type { Sql } from "@railbooker/runtime/database";
import type { Outcome } from "@railbooker/runtime/gather";
import { findRuns } from "../timetable/run-store.js";
import { chooseForAll, resolveAll } from "./choose-for-all.js";
import { type DraftLeg, draftHold, type LegPrice } from "./draft-hold.js";
import type { FormationFor } from "./formation.js";
import type { Hold } from "./hold.js";
import { insertHolds } from "./insert-holds.js";
import { shareInventory } from "./inventory-lock.js";
import { countUserSeats, type LockedRun, lockRuns } from "./inventory-store.js";
import { onlyConnected } from "./only-connected.js";
import { createLimiter } from "./purchase-limiter.js";
import type { RecentTakes } from "./recent-takes.js";
import type { ResolvedLeg, RunOnSale, SeatsToTake } from "./resolve-leg.js";
import { seatTable } from "./seat-table.js";

export interface TakeSeatsDeps {
  formationFor: FormationFor;
  /** Price of each leg for one passenger. */
  priceOf: (sql: Sql, legs: readonly LegWithUse[], now: Date) => Promise<LegPrice[]>;
  holdMinutes: number;
  /** Seats that one user may have on one run, held and sold; undefined for no limit. */
  purchaseLimit: number | undefined;
  recent: RecentTakes;
}

/** `inUse`: seats of the class that are sold or held somewhere on the leg. */
export interface LegWithUse extends ResolvedLeg {
  inUse: number;
}

/** Runs as they are once the transaction that took of them is committed. */
export interface TakenRuns {
  onSale: ReadonlyMap<string, RunOnSale>;
  locked: ReadonlyMap<string, LockedRun>;
}

/**
 * Takes seats for many at once, each on all of their legs or on none, and writes the holds: a handful of statements, however many
 * they are. The runs stay locked until the transaction ends, so a choice is made on what is true, and a refusal is final.
 * Call it in a transaction, after the runs' holds past their time have been ended. @returns an answer for each, in order.
 */
export async function takeSeats(
  deps: TakeSeatsDeps,
  sql: Sql,
  commands: readonly SeatsToTake[],
  now: Date,
): Promise<Outcome<Hold>[]> {
  return (await takeLocked(deps, sql, commands, now)).holds;
}

/** The same; says besides how it leaves the runs. */
export async function takeLocked(
  deps: TakeSeatsDeps,
  sql: Sql,
  commands: readonly SeatsToTake[],
  now: Date,
): Promise<TakenRuns & { holds: Outcome<Hold>[] }> {
  await shareInventory(sql);
  const onSale = await runsOnSale(deps, sql, commands);
  const resolved = await onlyConnected(sql, resolveAll(onSale, commands, now));
  const wanted = new Set(resolved.flatMap((each) => (each.ok ? each.value.map((leg) => leg.run.runId) : [])));
  const locked = await lockRuns(
    sql,
    [...wanted].sort().flatMap((runId) => {
      const sale = onSale.get(runId);
      return sale === undefined ? [] : { runId, table: sale.table, segments: sale.run.calls.length - 1 };
    }),
  );
  const has = deps.purchaseLimit === undefined ? [] : await seatsOfUsers(sql, commands, wanted);
  const { allow } = createLimiter(deps.purchaseLimit, has);
  const taken = chooseForAll({ commands, resolved, runs: locked, allow, recent: deps.recent, now });
  const holds = await draftAll(deps, sql, commands, taken, now);
  const good = holds.flatMap((each) => (each.ok ? each.value : []));
  const next = good.length === 0 ? undefined : randomUUID();
  await insertHolds(sql, good, { runs: [...locked.values()], next }, now);
  for (const run of locked.values()) run.stamp = next ?? run.stamp;
  return { holds, onSale, locked };
}

/** Prices what was chosen, and makes holds of it. */
export async function draftAll(
  deps: Pick<TakeSeatsDeps, "priceOf" | "holdMinutes">,
  sql: Sql,
  commands: readonly SeatsToTake[],
  taken: readonly Outcome<DraftLeg[]>[],
  now: Date,
): Promise<Outcome<Hold>[]> {
  const drafts = taken.flatMap((each) => (each.ok ? each.value : []));
  if (drafts.length === 0) return taken as Outcome<never>[];
  const prices = await deps.priceOf(sql, drafts, now);
  const priceOf = new Map(drafts.map((leg, index) => [leg, prices[index] as LegPrice]));
  const expiresAt = new Date(now.getTime() + deps.holdMinutes * 60_000);
  return taken.map((each, index): Outcome<Hold> => {
    const command = commands[index];
    if (!each.ok || command === undefined) return each as Outcome<never>;
    return { ok: true, value: draftHold(command, each.value, priceOf, expiresAt) };
  });
}

async function runsOnSale(
  deps: TakeSeatsDeps,
  sql: Sql,
  commands: readonly SeatsToTake[],
): Promise<Map<string, RunOnSale>> {
  const ids = commands.flatMap(({ legs }) => legs.map((leg) => leg.runId));
  const runs = [...(await findRuns(sql, ids)).values()];
  const formations = await deps.formationFor(sql, runs);
  return new Map(
    runs.map((run, index) => [run.runId, { run, table: seatTable(formations[index] ?? []) }] as const),
  );
}

function seatsOfUsers(sql: Sql, commands: readonly SeatsToTake[], runIds: ReadonlySet<string>) {
  const pairs = commands.flatMap(({ userId, legs }) =>
    legs
      .filter(({ runId }) => runIds.has(runId))
      .map(({ runId }) => [`${userId} ${runId}`, { userId, runId }] as const),
  );
  return countUserSeats(sql, [...new Map(pairs).values()]);
}
