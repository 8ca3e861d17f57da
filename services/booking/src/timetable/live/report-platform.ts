import { reportPlatform as withReport } from "../platforms.js";
import type { Run, RunCall } from "../run.js";
import { noSuchCall, trainIsCancelled } from "../run-errors.js";
import { type ChangeRunDeps, changeRun, type LiveRun, type RideEnd } from "./change-run.js";

export interface ReportPlatform extends RideEnd {
  runId: string;
  operatorId: string;
  platform: string;
}

/**
 * The platform that is known already changes nothing and tells nobody.
 * @throws AppError 404 `no-such-run`, 422 `no-such-call`, 422 `train-cancelled`
 */
export function reportPlatform(deps: ChangeRunDeps): (command: ReportPlatform) => Promise<LiveRun> {
  const change = changeRun(deps);
  return ({ runId, operatorId, platform, ...where }) =>
    change(runId, operatorId, (planned, before) => {
      if (before.status === "cancelled")
        throw trainIsCancelled(planned, "a train that does not run calls nowhere");
      const { call, end } = callAt(planned, where);
      const { id, name } = call.location;
      const known = before.platforms.find(
        (each) => each.position === call.position && each.location === id,
      )?.platform;
      const last = known ?? call.plannedPlatform ?? call.platform;
      if (last === platform) return undefined;
      const was = last === undefined ? {} : { before: last };
      return {
        after: { ...before, platforms: withReport(before.platforms, call, platform) },
        event: {
          name: "PlatformChanged",
          data: { runId, train: planned.train, location: { id, name }, platform, ...was },
        },
        report: { action: "platform-changed", detail: { location: name, platform, ...was } },
        at: end,
      };
    });
}

/** @throws AppError 422 `no-such-call` */
export function callAt(run: Run, { location, position }: RideEnd): { call: RunCall; end: RideEnd } {
  const there = run.calls.filter((each) => each.location.id === location);
  const [call, ...others] = there.filter((each) => position === undefined || each.position === position);
  if (call === undefined || others.length > 0) throw noSuchCall(run, location, position);
  return { call, end: there.length === 1 ? { location } : { location, position: call.position } };
}
