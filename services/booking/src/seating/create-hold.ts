import { setTimeout as pause } from "node:timers/promises";
import type { Money } from "@railbooker/events/booking-shape";
import type { Sql } from "@railbooker/runtime/database";
import { AppError } from "@railbooker/runtime/errors";
import { gather, type Outcome } from "@railbooker/runtime/gather";
import { type ExpireDeps, expireDue } from "./expire-holds.js";
import type { Hold } from "./hold.js";
import { anyDue } from "./hold-store.js";
import { forgetInventories } from "./inventory-store.js";
import { announceHeld } from "./seat-news.js";
import { type SeatsToTake, type TakeSeatsDeps, takeSeats } from "./take-seats.js";

export type { LegWithUse } from "./take-seats.js";

export interface CreateHoldDeps extends TakeSeatsDeps, ExpireDeps {
  sql: Sql;
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

/** More lanes on one run would wait for each other; two let one batch be made while the other commits. */
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
  const due = () => anyDue(deps.sql, deps.clock(), { runIds });
  if (await due()) await expireDue(deps, { runIds });
  let outcomes = await holdSafely(deps, commands, runIds);
  // Seats of a hold past its time that another process is ending at this very moment: wait for it before saying no.
  for (let look = 0; look < secondLooks && outcomes.some(isRefusal) && (await due()); look++) {
    await pause(lookAgainMs);
    await expireDue(deps, { runIds });
    const again = commands.filter((_, index) => isRefusal(outcomes[index]));
    const later = await holdSafely(deps, again, runIds);
    outcomes = outcomes.map((outcome) => (isRefusal(outcome) ? (later.shift() ?? outcome) : outcome));
  }
  return outcomes;
}

const isRefusal = (outcome: Outcome<Hold> | undefined): boolean =>
  outcome?.ok === false && outcome.error instanceof AppError && outcome.error.code === "seats-taken";

/** One request that Postgres refuses must not fail its neighbours: then each is tried by itself. */
async function holdSafely(
  deps: CreateHoldDeps,
  commands: readonly CreateHold[],
  runIds: readonly string[],
): Promise<Outcome<Hold>[]> {
  const once = (some: readonly CreateHold[]) =>
    deps.inTransaction((sql) => takeSeats(deps, sql, some, deps.clock()));
  try {
    return await once(commands);
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined || !recoverable.test(code)) throw error;
    // The guard beneath refused what the bits allowed: they are made anew from the claims, which are the truth.
    if (code === exclusionViolation) await forgetInventories(deps.sql, runIds);
  }
  const outcomes: Outcome<Hold>[] = [];
  for (const command of commands) {
    try {
      outcomes.push(...(await once([command])));
    } catch (error) {
      outcomes.push({ ok: false, error });
    }
  }
  return outcomes;
}

const exclusionViolation = "23P01";
/** Bad data, a constraint, a deadlock: the same again, or without the neighbour, may succeed. A lost connection is none of them. */
const recoverable = /^(22|23|40)/;

function codeOf(error: unknown): string | undefined {
  const code: unknown = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}
