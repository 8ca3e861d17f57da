import { setTimeout as pause } from "node:timers/promises";
import type { Money } from "@railbooker/events/booking-shape";
import { AppError } from "@railbooker/runtime/errors";
import { gather, type Outcome } from "@railbooker/runtime/gather";
import { type ExpireDeps, expireDue } from "./expire-holds.js";
import type { Hold } from "./hold.js";
import { anyDue } from "./hold-store.js";
import { forgetInventories } from "./inventory-store.js";
import { type Look, standingOf } from "./known-runs.js";
import type { SeatsToTake } from "./resolve-leg.js";
import { announceHeld } from "./seat-news.js";
import { codeOf } from "./sql-state.js";
import { type TakeKnownDeps, takeKnown } from "./take-known.js";
import { takeLocked } from "./take-seats.js";

export type { LegWithUse } from "./take-seats.js";

export interface CreateHoldDeps extends TakeKnownDeps, ExpireDeps {
  /** Called with each new hold after the commit; must not throw. */
  onHeld: (hold: Hold) => void;
}

export interface CreateHold extends SeatsToTake {
  /** What the client has shown; where the price is another, the answer says so. */
  expectedPrice?: Money;
}

/** A hold just made. */
export interface NewHold extends Hold {
  priceChanged?: { from: Money; to: Money };
}

/** One batch is made while the other commits. More would only wait: what is taken of one run is written in turns. */
const lanes = 2;
const mostAtOnce = 64;

/**
 * Keeps seats for a limited time, on all legs or on none. What comes in at the same time shares one transaction and one commit;
 * each still gets its own answer. @throws AppError 409 `seats-taken`, 404, 422, 429 `purchase-limit`.
 */
export function createHold(deps: CreateHoldDeps): (command: CreateHold) => Promise<NewHold> {
  const hold = gather((commands: CreateHold[]) => holdBatch(deps, commands), { most: mostAtOnce, lanes });
  return async (command) => {
    const held = await hold(command);
    announceHeld(deps.news, held);
    deps.onHeld(held);
    return { ...held, ...priceChange(command.expectedPrice, held.price) };
  };
}

function priceChange(expected: Money | undefined, to: Money): Pick<NewHold, "priceChanged"> {
  if (expected === undefined) return {};
  const same = expected.amount === to.amount && expected.currency === to.currency;
  return same ? {} : { priceChanged: { from: expected, to } };
}

const secondLooks = 20;
const lookAgainMs = 10;

async function holdBatch(deps: CreateHoldDeps, commands: CreateHold[]): Promise<Outcome<Hold>[]> {
  const runIds = [...new Set(commands.flatMap(({ legs }) => legs.map((leg) => leg.runId)))];
  for (;;) {
    const holds =
      (await holdOnKnown(deps, commands)) ??
      (await deps.known.look(runIds, () => lookAndHold(deps, commands, runIds)));
    if (holds !== undefined) return holds;
  }
}

async function holdOnKnown(
  deps: CreateHoldDeps,
  commands: CreateHold[],
): Promise<Outcome<Hold>[] | undefined> {
  try {
    return await takeKnown(deps, commands, deps.clock(), async (chosen, insert) => {
      await insert(deps.sql);
      return chosen;
    });
  } catch (error) {
    // Of what Postgres has refused nothing was written; whose fault it was, those find out who look.
    if (!isRecoverable(error)) throw error;
    return undefined;
  }
}

/** Ends what is due first, and chooses under the runs' lock. */
async function lookAndHold(
  deps: CreateHoldDeps,
  commands: CreateHold[],
  runIds: readonly string[],
): Promise<Look<Outcome<Hold>[]>> {
  const due = () => anyDue(deps.sql, deps.clock(), { runIds });
  if (await due()) await expireDue(deps, { runIds });
  let { result: outcomes, seen } = await holdSafely(deps, commands, runIds);
  // Seats of a hold past its time that another process is ending at this very moment: wait for it before saying no.
  for (let look = 0; look < secondLooks && outcomes.some(isRefusal) && (await due()); look++) {
    await pause(lookAgainMs);
    await expireDue(deps, { runIds });
    const again = commands.filter((_, index) => isRefusal(outcomes[index]));
    const later = await holdSafely(deps, again, runIds);
    seen = later.seen;
    outcomes = outcomes.map((outcome) => (isRefusal(outcome) ? (later.result.shift() ?? outcome) : outcome));
  }
  return seen === undefined ? { result: outcomes } : { result: outcomes, seen };
}

const isRefusal = (outcome: Outcome<Hold> | undefined): boolean =>
  outcome?.ok === false && outcome.error instanceof AppError && outcome.error.code === "seats-taken";

/** One request that Postgres refuses must not fail its neighbours: then each is tried by itself. */
async function holdSafely(
  deps: CreateHoldDeps,
  commands: readonly CreateHold[],
  runIds: readonly string[],
): Promise<Look<Outcome<Hold>[]>> {
  const once = (some: readonly CreateHold[]) =>
    deps.inTransaction(async (sql) => {
      const standing = await standingOf(sql, runIds);
      const { holds, ...runs } = await takeLocked(deps, sql, some, deps.clock());
      return { result: holds, seen: { ...runs, standing } };
    });
  try {
    return await once(commands);
  } catch (error) {
    if (!isRecoverable(error)) throw error;
    // The guard beneath refused what the bits allowed: they are made anew from the claims, which are the truth.
    if (codeOf(error) === exclusionViolation) await forgetInventories(deps.sql, runIds);
  }
  const outcomes: Outcome<Hold>[] = [];
  for (const command of commands) {
    try {
      outcomes.push(...(await once([command])).result);
    } catch (error) {
      outcomes.push({ ok: false, error });
    }
  }
  return { result: outcomes };
}

const exclusionViolation = "23P01";
/** Bad data, a constraint, a deadlock: the same again, or without the neighbour, may succeed. A lost connection is none of them. */
const isRecoverable = (error: unknown): boolean => /^(22|23|40)/.test(codeOf(error) ?? "");
