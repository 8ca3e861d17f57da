import type { Sql } from "@railbooker/runtime/database";
import { AppError } from "@railbooker/runtime/errors";
import type { Guards } from "@railbooker/runtime/routes";
import type { Request, RequestHandler, Response } from "express";
import { type CurrentUser, currentUser, notSignedIn, type Role } from "./current-user.js";
import { ask, invalidToken, type Passport } from "./passport.js";
import { findUser } from "./user-store.js";

/**
 * Lets a request through that carries a valid session or access token, and sets `req.user` and `req.credential`.
 * They throw `not-signed-in` and `invalid-token` (401), and `not-allowed` (403) where the user's role does not suffice.
 */
export function createGuards(deps: { sql: Sql; passport: Passport }): Guards {
  const guard =
    (role?: Role): RequestHandler =>
    async (req, res, next) => {
      await identifyRequest(deps, req, res);
      if (role !== undefined && !currentUser(req).roles.includes(role)) throw notAllowed(role);
      next();
    };
  return { user: guard(), operator: guard("operator"), inspector: guard("inspector") };
}

export const notAllowed = (role: Role): AppError =>
  new AppError({
    kind: "forbidden",
    code: "not-allowed",
    message: `This is for users with the role "${role}", which this user does not have.`,
  });

export const hasBearer = (req: { headers: { authorization?: string | undefined } }): boolean =>
  /^bearer\b/i.test(req.headers.authorization ?? "");

async function identifyRequest(
  { sql, passport }: { sql: Sql; passport: Passport },
  req: Request,
  res: Response,
): Promise<void> {
  if (!hasBearer(req)) {
    req.user = await sessionUser(sql, req);
    req.credential = { kind: "session" };
    return;
  }
  // A bad token is refused even beside a good session: its sender meant to be somebody in particular.
  const found = await ask(passport, "jwt", req, res);
  if (found === undefined) throw invalidToken();
  const { familyId } = found.info as { familyId?: string };
  req.user = found.user;
  req.credential = familyId === undefined ? { kind: "token" } : { kind: "token", familyId };
}

async function sessionUser(sql: Sql, req: Request): Promise<CurrentUser> {
  const id = req.session.passport?.user;
  const user = id === undefined ? undefined : await findUser(sql, id);
  if (user === undefined) throw notSignedIn();
  return user;
}
