import type { Outcome } from "@railbooker/runtime/gather";
import type { DraftLeg } from "./draft-hold.js";
import { countTaken } from "./masks.js";
import type { Limiter } from "./purchase-limiter.js";
import type { RecentTakes } from "./recent-takes.js";
import { type ResolvedLeg, type RunOnSale, resolveLeg, type SeatsToTake } from "./resolve-leg.js";
import { markChoice, type OpenRun, takeChoice } from "./seat-choice.js";
import { seatsTaken, soldOut } from "./seating-errors.js";

export interface ToChoose {
  commands: readonly SeatsToTake[];
  /** The legs of each command, or why they cannot be sold. */
  resolved: readonly Outcome<ResolvedLeg[]>[];
  runs: ReadonlyMap<string, OpenRun>;
  allow: Limiter;
  recent: RecentTakes;
  now: Date;
}

/** The legs of each command on the runs as they are on sale, or why not. */
export function resolveAll(
  onSale: ReadonlyMap<string, RunOnSale>,
  commands: readonly SeatsToTake[],
  now: Date,
): Outcome<ResolvedLeg[]>[] {
  return commands.map(({ legs, passengers }) =>
    attempt(() => legs.map((leg) => resolveLeg(onSale.get(leg.runId), leg, passengers, now))),
  );
}

/** Chooses seats for one after the other, on all legs or on none; what is chosen is taken of the runs' bits. Nothing is written. */
export function chooseForAll({ commands, resolved, runs, ...rest }: ToChoose): Outcome<DraftLeg[]>[] {
  return commands.map((command, index) => {
    const legs = resolved[index];
    if (legs === undefined || !legs.ok) return legs ?? { ok: false, error: new Error("no legs") };
    return attempt(() => {
      const count = rest.allow(command, legs.value);
      const drafts = takeLegs(runs, command, legs.value, rest.recent, rest.now);
      count();
      return drafts;
    });
  });
}

/** Takes each leg in turn; when one cannot be had, those before it are given back. */
function takeLegs(
  runs: ReadonlyMap<string, OpenRun>,
  { passengers }: SeatsToTake,
  legs: readonly ResolvedLeg[],
  recent: RecentTakes,
  now: Date,
): DraftLeg[] {
  const done: { draft: DraftLeg; undo: () => void }[] = [];
  for (const [index, leg] of legs.entries()) {
    const run = runs.get(leg.run.runId);
    if (run === undefined) throw new Error(`${leg.run.runId} is not open`);
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
    const trainName = leg.run.train.name;
    throw soldOut({ legIndex: index, trainName, serviceClass, left, wanted: passengers, lost });
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

function attempt<T>(work: () => T): Outcome<T> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    return { ok: false, error };
  }
}
