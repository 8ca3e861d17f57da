import type { LiveRun } from "./network.js";
import type { PlannedJourney, PlanQuery } from "./plan.js";

/** What goes to a worker. Messages are taken in order, so that a query sees what was told before it. */
export type ToWorker =
  | { kind: "plan"; id: number; query: PlanQuery /** Epoch milliseconds. */; deadline: number }
  | { kind: "live"; runs: readonly LiveRun[] };

export type FromWorker =
  | { kind: "planned"; id: number; journeys: PlannedJourney[] }
  | { kind: "late"; id: number }
  | { kind: "failed"; id: number; reason: string };
