import type { UserSeats } from "./inventory-store.js";
import type { ResolvedLeg, SeatsToTake } from "./resolve-leg.js";
import { purchaseLimit } from "./seating-errors.js";

/** Refuses who would have too many. @returns what counts the seats once they are taken. @throws AppError 429 `purchase-limit`. */
export type Limiter = (command: SeatsToTake, legs: readonly ResolvedLeg[]) => () => void;

/** @param has by now; what is taken of the same batch is added as it goes. @param limit undefined for none. */
export function createLimiter(
  limit: number | undefined,
  has: readonly UserSeats[],
): { allow: Limiter; taken: () => UserSeats[] } {
  const counts = new Map(has.map((row) => [keyOf(row), row.seats]));
  const taken = new Map<string, UserSeats>();
  const allow: Limiter = ({ userId, passengers }, legs) => {
    if (limit === undefined) return () => undefined;
    const runs = new Map(legs.map(({ run }) => [run.runId, run.train.name]));
    for (const [runId, name] of runs) {
      const before = counts.get(keyOf({ userId, runId })) ?? 0;
      if (before + passengers > limit) throw purchaseLimit(name, limit, before, passengers);
    }
    return () => {
      for (const runId of runs.keys()) {
        const key = keyOf({ userId, runId });
        counts.set(key, (counts.get(key) ?? 0) + passengers);
        taken.set(key, { userId, runId, seats: (taken.get(key)?.seats ?? 0) + passengers });
      }
    };
  };
  return { allow, taken: () => [...taken.values()] };
}

const keyOf = ({ userId, runId }: Omit<UserSeats, "seats">) => `${userId} ${runId}`;
