import type { PlannedJourney } from "./plan.js";
import type { PlannerPool } from "./planner-pool.js";

const KEPT = 1000;

/** The same pool, which asks a thread only once for what many ask for; all is forgotten when a run is late or cancelled. */
export function rememberPlans(pool: PlannerPool): PlannerPool {
  const plans = new Map<string, Promise<PlannedJourney[]>>();
  return {
    plan: (query) => {
      const { from, to, axis, order, at, limit, maxChanges } = query;
      const key = [from, to, axis, order, at, limit, maxChanges].join();
      const known = plans.get(key);
      if (known !== undefined) return known;
      const plan = pool.plan(query);
      if (plans.size >= KEPT) plans.clear();
      plans.set(key, plan);
      // A refusal holds for the moment only.
      plan.catch(() => {
        if (plans.get(key) === plan) plans.delete(key);
      });
      return plan;
    },
    update: (runs) => {
      plans.clear();
      pool.update(runs);
    },
    close: () => pool.close(),
  };
}
