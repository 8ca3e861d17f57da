import { parentPort } from "node:worker_threads";
import type { FromWorker, ToWorker } from "../plan-message.js";

/** A limit that makes the thread of the tests misbehave. */
export const HANGS = 1001;
export const BREAKS = 1002;

let told = 0;

function answer(message: ToWorker): FromWorker | undefined {
  if (message.kind === "live") {
    told += message.runs.length;
    return undefined;
  }
  if (message.query.limit === BREAKS) throw new Error("broken on purpose");
  while (message.query.limit === HANGS);
  // How many runs it was told of, as a time.
  return { kind: "planned", id: message.id, journeys: [{ departure: told, arrival: told, legs: [] }] };
}

parentPort?.on("message", (message: ToWorker) => {
  const answered = answer(message);
  if (answered !== undefined) parentPort?.postMessage(answered);
});
