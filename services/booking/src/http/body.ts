import { AppError } from "@railbooker/runtime/errors";
import express, { type RequestHandler } from "express";

/** What any request may send; a larger body is a 413. */
const bodyLimit = "100kb";

/** What these routes read themselves, as a stream: the format by path below /api. No page of another site can send it unasked. */
const uploads = new Map([["/operator/timetables", "application/zip"]]);

/** JSON is the one format that is read here. Refusing forms also keeps other sites' pages from sending any. */
const refuseOtherFormats: RequestHandler = (req, _res, next) => {
  const empty = req.get("transfer-encoding") === undefined && Number(req.get("content-length") ?? 0) === 0;
  const upload = uploads.get(req.path.toLowerCase().replace(/\/+$/, ""));
  if (empty || req.is("application/json") !== false) return next();
  if (upload !== undefined && req.method === "POST" && req.is(upload) !== false) return next();
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
