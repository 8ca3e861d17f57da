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

/** 422: nothing can be reported of it any more. @param why so, as the end of a sentence */
export const trainIsCancelled = ({ train, serviceDate }: Run, why: string): AppError =>
  new AppError({
    kind: "refused",
    code: "train-cancelled",
    message: `${train.name} on ${serviceDate} is cancelled; ${why}.`,
  });

/** 422: the train does not call there, or calls there twice and it was not said at which time. */
export const noSuchCall = ({ runId, train }: Run, location: string, position: number | undefined): AppError =>
  new AppError({
    kind: "refused",
    code: "no-such-call",
    message:
      `${train.name} has not exactly one call at "${location}"` +
      `${position === undefined ? "" : ` with the position ${position}`}. GET /api/trains/${runId} lists its calls; ` +
      "where a train calls at a location twice, give the position too, counted from 0.",
  });

const at = (pointer: string | undefined, detail: string): { errors?: FieldError[] } =>
  pointer === undefined ? {} : { errors: [{ pointer, detail }] };
