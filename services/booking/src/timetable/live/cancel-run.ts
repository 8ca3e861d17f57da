import { type ChangeRunDeps, changeRun, type LiveRun } from "./change-run.js";

export interface CancelRun {
  runId: string;
  operatorId: string;
  reason: string;
}

/** Cancels a run for good; once more changes nothing and tells nobody. @throws AppError 404 `no-such-run`. */
export function cancelRun(deps: ChangeRunDeps): (command: CancelRun) => Promise<LiveRun> {
  const change = changeRun(deps);
  return ({ runId, operatorId, reason }) =>
    change(runId, operatorId, (run, before) => {
      if (before.status === "cancelled") return undefined;
      return {
        after: { ...before, status: "cancelled", reason },
        report: { action: "train-cancelled", detail: { reason } },
        event: { name: "TrainCancelled", data: { runId, train: run.train, reason } },
      };
    });
}
