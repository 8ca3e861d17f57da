import { trainIsCancelled } from "../run-errors.js";
import { type ChangeRunDeps, changeRun, type LiveRun } from "./change-run.js";

export interface ReportDelay {
  runId: string;
  operatorId: string;
  /** 0 for on time again. */
  minutes: number;
  reason: string;
}

/** The same minutes once more change nothing and tell nobody. @throws AppError 404 `no-such-run`, 422 `train-cancelled`. */
export function reportDelay(deps: ChangeRunDeps): (command: ReportDelay) => Promise<LiveRun> {
  const change = changeRun(deps);
  return ({ runId, operatorId, minutes, reason }) =>
    change(runId, operatorId, (run, before) => {
      if (before.status === "cancelled")
        throw trainIsCancelled(run, "a train that does not run has no delay");
      if (before.delayMinutes === minutes) return undefined;
      return {
        after: { ...before, delayMinutes: minutes, reason },
        report: { action: "delay-reported", detail: { minutes, reason } },
        event: { name: "TrainDelayed", data: { runId, train: run.train, delayMinutes: minutes, reason } },
      };
    });
}
