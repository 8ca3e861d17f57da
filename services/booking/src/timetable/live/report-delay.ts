import { AppError } from "@railbooker/runtime/errors";
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
        throw new AppError({
          kind: "refused",
          code: "train-cancelled",
          message: `${run.train.name} on ${run.serviceDate} is cancelled; a train that does not run has no delay.`,
        });
      if (before.delayMinutes === minutes) return undefined;
      return {
        after: { status: "scheduled", delayMinutes: minutes, reason },
        event: { name: "TrainDelayed", data: { runId, train: run.train, delayMinutes: minutes, reason } },
      };
    });
}
