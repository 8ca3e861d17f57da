import { AppError } from "@railbooker/runtime/errors";
import express, { type RequestHandler } from "express";

/** What any request may send; a larger body is a 413. */
export const bodyLimit = "100kb";

/** JSON is the one format that is read. Refusing forms also keeps other sites' pages from sending any. */
const refuseOtherFormats: RequestHandler = (req, _res, next) => {
  const empty = req.get("transfer-encoding") === undefined && Number(req.get("content-length") ?? 0) === 0;
  if (empty || req.is("application/json") !== false) return next();
  throw new AppError({
    kind: "bad-request",
    code: "unsupported-media-type",
    message: "The body must be JSON, sent with Content-Type: application/json.",
  });
};

export const jsonBody: RequestHandler[] = [
  refuseOtherFormats,
  express.json({ limit: bodyLimit, type: "application/json" }),
];
