import type { Network } from "./network.js";
import { createPlanner } from "./planner.js";
import type { PlannerPool } from "./planner-pool.js";

/** Plans where it is called, for tests and tools: a pool without threads, queue or deadline. */
export function inlinePlanner(network: Network): PlannerPool {
  const planner = createPlanner(network);
  return {
    plan: async (query) => planner.plan(query, () => undefined),
    update: planner.update,
    close: async () => undefined,
  };
}
