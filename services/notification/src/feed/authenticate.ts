import type { KeyObject } from "node:crypto";
import { verifyAccessToken } from "@railbooker/runtime/access-token";
import type { RequestHandler, Response } from "express";

/** Lets through who shows a token made for this service; the booking service signs one per request, for its user. */
export function requireUser(key: KeyObject): RequestHandler {
  return (req, res, next) => {
    const token = /^bearer +(\S+)$/i.exec(req.get("authorization") ?? "")?.[1] ?? "";
    res.locals["userId"] = verifyAccessToken(key, token, "railbooker-notification").userId;
    next();
  };
}

export const userIdOf = (res: Response): string => String(res.locals["userId"]);
