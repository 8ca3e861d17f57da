import type { PassengerType } from "@railbooker/events/booking-shape";
import type { Sql } from "@railbooker/runtime/database";
import type { Outcome } from "@railbooker/runtime/gather";
import { findRuns } from "../timetable/run-store.js";
import { type DraftLeg, draftHold, type LegPrice } from "./draft-hold.js";
import type { FormationFor } from "./formation.js";
import type { Hold } from "./hold.js";
import { insertHolds } from "./insert-holds.js";
import { shareInventory } from "./inventory-lock.js";
import { countUserSeats, type LockedRun, lockRuns } from "./inventory-store.js";
import { countTaken } from "./masks.js";
import { onlyConnected } from "./only-connected.js";
import type { RecentTakes } from "./recent-takes.js";
import { type LegRequest, type ResolvedLeg, type RunOnSale, resolveLeg } from "./resolve-leg.js";
import { markChoice, takeChoice } from "./seat-choice.js";
import { seatTable } from "./seat-table.js";
import { purchaseLimit, seatsTaken, soldOut } from "./seating-errors.js";

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

export interface SeatsToTake {
  userId: string;
  legs: LegRequest[];
  passengers: number;
  /** One for each passenger; all are counted as adults if left out. */
  passengerTypes?: PassengerType[];
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
  await shareInventory(sql);
  const onSale = await runsOnSale(deps, sql, commands);
  const resolved = await onlyConnected(
    sql,
    commands.map((command) => attempt(() => resolveAll(onSale, command, now))),
  );
  const wantedRuns = new Set(
    resolved.flatMap((each) => (each.ok ? each.value.map((leg) => leg.run.runId) : [])),
  );
  const locked = await lockRuns(
    sql,
    [...wantedRuns].sort().flatMap((runId) => {
      const sale = onSale.get(runId);
      return sale === undefined ? [] : { runId, table: sale.table, segments: sale.run.calls.length - 1 };
    }),
  );
  const allow = await limiter(deps.purchaseLimit, sql, commands, wantedRuns);
  const taken = commands.map((command, index): Outcome<DraftLeg[]> => {
    const legs = resolved[index];
    if (legs === undefined || !legs.ok) return legs ?? { ok: false, error: new Error("no legs") };
    return attempt(() => {
      const free = allow(command, legs.value);
      const drafts = takeLegs(locked, command, legs.value, deps.recent, now);
      free();
      return drafts;
    });
  });

  const drafts = taken.flatMap((each) => (each.ok ? each.value : []));
  if (drafts.length === 0) return taken as Outcome<never>[];
  const prices = await deps.priceOf(sql, drafts, now);
  const priceOf = new Map(drafts.map((leg, index) => [leg, prices[index] as LegPrice]));
  const expiresAt = new Date(now.getTime() + deps.holdMinutes * 60_000);
  const holds = taken.map((each, index): Outcome<Hold> => {
    const command = commands[index];
    if (!each.ok || command === undefined) return each as Outcome<never>;
    return { ok: true, value: draftHold(command, each.value, priceOf, expiresAt) };
  });
  await insertHolds(
    sql,
    holds.flatMap((each) => (each.ok ? each.value : [])),
    [...locked.values()],
    now,
  );
  return holds;
}

async function runsOnSale(
  deps: TakeSeatsDeps,
  sql: Sql,
  commands: readonly SeatsToTake[],
): Promise<Map<string, RunOnSale>> {
  const runs = [
    ...(
      await findRuns(
        sql,
        commands.flatMap(({ legs }) => legs.map((leg) => leg.runId)),
      )
    ).values(),
  ];
  const formations = await deps.formationFor(sql, runs);
  return new Map(
    runs.map((run, index) => [run.runId, { run, table: seatTable(formations[index] ?? []) }] as const),
  );
}

function resolveAll(onSale: Map<string, RunOnSale>, command: SeatsToTake, now: Date): ResolvedLeg[] {
  return command.legs.map((leg) => resolveLeg(onSale.get(leg.runId), leg, command.passengers, now));
}

/** Takes each leg in turn; when one cannot be had, those before it are given back. */
function takeLegs(
  locked: Map<string, LockedRun>,
  { passengers }: SeatsToTake,
  legs: readonly ResolvedLeg[],
  recent: RecentTakes,
  now: Date,
): DraftLeg[] {
  const done: { draft: DraftLeg; undo: () => void }[] = [];
  for (const [index, leg] of legs.entries()) {
    const run = locked.get(leg.run.runId);
    if (run === undefined) throw new Error(`${leg.run.runId} is not locked`);
    const { serviceClass, seats: wanted, preferences = [], allowSplit } = leg.request;
    const span = { from: leg.from.position, to: leg.to.position };
    const inUse = countTaken(run.masks, run.table.ofClass[serviceClass], span);
    const changeAt = allowSplit === true ? changesOf(leg) : undefined;
    const wish = { ...span, serviceClass, party: passengers, preferences, wanted, changeAt };
    const answer = takeChoice(run.table, run.masks, wish);
    if ("choice" in answer) {
      const undo = () => markChoice(run.masks, span, answer.choice, false);
      done.push({ draft: { ...leg, inUse, choice: answer.choice }, undo });
      continue;
    }
    for (const { undo } of done) undo();
    if (answer.missing.length > 0) throw seatsTaken(index, answer.missing);
    const lost = recent.on(run.runId, serviceClass, span, now);
    const left = leg.seats.length - inUse;
    throw soldOut({
      legIndex: index,
      trainName: leg.run.train.name,
      serviceClass,
      left,
      wanted: passengers,
      lost,
    });
  }
  for (const { draft } of done) recent.note(draft, now);
  return done.map(({ draft }) => draft);
}

/** Calls on the way at which travellers may leave and board. */
const changesOf = ({ run, from, to }: ResolvedLeg): number[] =>
  run.calls
    .slice(from.position + 1, to.position)
    .filter((call) => call.pickup && call.dropOff)
    .map((call) => call.position);

/** Decides, per user and run, on what is held and sold by now, this batch included. */
async function limiter(
  limit: number | undefined,
  sql: Sql,
  commands: readonly SeatsToTake[],
  lockedRuns: ReadonlySet<string>,
): Promise<(command: SeatsToTake, legs: readonly ResolvedLeg[]) => () => void> {
  if (limit === undefined) return () => () => undefined;
  const key = (userId: string, runId: string) => `${userId} ${runId}`;
  const pairs = new Map(
    commands.flatMap(({ userId, legs }) =>
      legs
        .filter(({ runId }) => lockedRuns.has(runId))
        .map(({ runId }) => [key(userId, runId), { userId, runId }] as const),
    ),
  );
  const counts = new Map(
    (await countUserSeats(sql, [...pairs.values()])).map(
      (row) => [key(row.userId, row.runId), row.seats] as const,
    ),
  );
  return ({ userId, passengers }, legs) => {
    const runs = new Map(legs.map(({ run }) => [run.runId, run.train.name]));
    for (const [runId, name] of runs) {
      const has = counts.get(key(userId, runId)) ?? 0;
      if (has + passengers > limit) throw purchaseLimit(name, limit, has, passengers);
    }
    return () => {
      for (const runId of runs.keys())
        counts.set(key(userId, runId), (counts.get(key(userId, runId)) ?? 0) + passengers);
    };
  };
}

function attempt<T>(work: () => T): Outcome<T> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    return { ok: false, error };
  }
}
