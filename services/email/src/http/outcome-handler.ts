import type { ErrorRequestHandler } from "express";
import { withOutcome } from "../sending/outcome-of-error.js";

/** Stands before the problem handler. */
export const outcomeHandler: ErrorRequestHandler = (thrown, _req, _res, next) => {
  next(withOutcome(thrown));
};
