import { AppError, type FieldError } from "@railbooker/runtime/errors";
import type { Run } from "./run.js";

/** 404. @param pointer of the part of the request that names the run, where there are several. */
export const noSuchRun = (runId: string, pointer?: string): AppError =>
  new AppError({
    kind: "not-found",
    code: "no-such-run",
    message: `There is no train "${runId.slice(0, 80)}" in the timetable. Search again for trains that run.`,
    ...at(pointer, "The timetable has no such train."),
  });

/** 422. @param leg from where to where, by location ids. @param pointer as above. */
export const noSuchLeg = (
  { runId, train }: Run,
  leg: { from: string; to: string },
  pointer?: string,
): AppError =>
  new AppError({
    kind: "refused",
    code: "no-such-leg",
    message: `${train.name} does not carry travellers from "${leg.from}" to "${leg.to}"; its calls are listed by GET /api/trains/${runId}.`,
    ...at(pointer, "The train does not carry travellers between these stations."),
  });

const at = (pointer: string | undefined, detail: string): { errors?: FieldError[] } =>
  pointer === undefined ? {} : { errors: [{ pointer, detail }] };
