import { type IncomingMessage, ServerResponse } from "node:http";
import { type AccessTokenKeys, verifyAccessToken } from "@railbooker/runtime/access-token";
import type { Sql } from "@railbooker/runtime/database";
import { AppError } from "@railbooker/runtime/errors";
import type { Request, RequestHandler, Response } from "express";
import { findTokenUser, findUser } from "./user-store.js";

export interface IdentifyDeps {
  sql: Sql;
  sessionMiddleware: RequestHandler;
  accessTokenKeys: AccessTokenKeys;
}

export interface Identified {
  userId: string;
  /** When an access token ends; a session ends by signing out. */
  expiresAt?: Date;
}

/** Whose a Socket.io handshake is: by access token (given, or in its header), else by its session cookie. */
export type Identify = (req: IncomingMessage, token?: string) => Promise<Identified | undefined>;

export function createIdentify({ sql, sessionMiddleware, accessTokenKeys }: IdentifyDeps): Identify {
  return async (req, token) => {
    const bearer = token ?? /^bearer +(\S+)$/i.exec(req.headers.authorization ?? "")?.[1];
    if (bearer !== undefined) return byToken(sql, accessTokenKeys, bearer);
    const userId = await sessionUserId(sessionMiddleware, req);
    if (userId === undefined) return undefined;
    return (await findUser(sql, userId)) === undefined ? undefined : { userId };
  };
}

async function byToken(sql: Sql, keys: AccessTokenKeys, token: string): Promise<Identified | undefined> {
  try {
    const { userId, familyId, expiresAt } = verifyAccessToken(keys, token, "railbooker-api");
    return (await findTokenUser(sql, userId, familyId)) === undefined ? undefined : { userId, expiresAt };
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

/** express-session reads the cookie of a handshake like any other; the response it wants is never sent. */
function sessionUserId(middleware: RequestHandler, req: IncomingMessage): Promise<string | undefined> {
  const request = req as Request;
  return new Promise((resolve, reject) => {
    const next = (error?: unknown) => {
      if (error === undefined || error === null) resolve(request.session.passport?.user);
      else reject(error);
    };
    Promise.resolve(middleware(request, new ServerResponse(req) as Response, next)).catch(reject);
  });
}
