import { type AccessTokenKeys, verifyAccessToken } from "@railbooker/runtime/access-token";
import type { Request, RequestHandler, Response } from "express";

/** Lets through who shows a token made for this service; the booking service signs one per request, for its user. */
export function requireUser(keys: AccessTokenKeys): RequestHandler {
  return (req, res, next) => {
    res.locals["userId"] = verifyAccessToken(keys, bearerOf(req), "railbooker-notification").userId;
    next();
  };
}

/** Lets through the service that holds everybody's sockets; no user ever has such a token. */
export function requireService(keys: AccessTokenKeys): RequestHandler {
  return (req, _res, next) => {
    verifyAccessToken(keys, bearerOf(req), "railbooker-feeds");
    next();
  };
}

export const userIdOf = (res: Response): string => String(res.locals["userId"]);

const bearerOf = (req: Request) => /^bearer +(\S+)$/i.exec(req.get("authorization") ?? "")?.[1] ?? "";
