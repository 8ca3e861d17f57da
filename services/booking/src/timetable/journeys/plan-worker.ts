import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { Network } from "./network.js";
import type { FromWorker, ToWorker } from "./plan-message.js";
import { createPlanner, type Planner } from "./planner.js";

class TooLate extends Error {}

function answer(planner: Planner, { id, query, deadline }: Extract<ToWorker, { kind: "plan" }>): FromWorker {
  const checkTime = () => {
    if (Date.now() > deadline) throw new TooLate();
  };
  try {
    checkTime();
    return { kind: "planned", id, journeys: planner.plan(query, checkTime) };
  } catch (error) {
    if (error instanceof TooLate) return { kind: "late", id };
    return {
      kind: "failed",
      id,
      reason: error instanceof Error ? (error.stack ?? error.message) : "unknown",
    };
  }
}

function serve(port: MessagePort, network: Network): void {
  const planner = createPlanner(network);
  port.on("message", (message: ToWorker) => {
    if (message.kind === "live") planner.update(message.runs);
    else port.postMessage(answer(planner, message));
  });
}

// Started as a thread by planner-pool.ts; imported by anything else it does nothing.
if (parentPort !== null) serve(parentPort, workerData as Network);
