import type { Locale } from "@railbooker/events/account-events";
import type { Sql } from "@railbooker/runtime/database";
import { type Route, route } from "@railbooker/runtime/routes";
import type { Request } from "express";
import { LoginBody, RegisterBody, User, userView } from "./account-schemas.js";
import { type Credentials, stillHasPassword } from "./credential-store.js";
import { currentUser, locales } from "./current-user.js";
import { ask, endSession, type Passport, startSession } from "./passport.js";
import { endFamily } from "./refresh-token-store.js";
import { type RegisterUserDeps, registerUser } from "./register-user.js";
import { forgetCookie } from "./session-middleware.js";
import { wrongCredentials } from "./sign-in.js";

export interface SessionRoutesDeps extends RegisterUserDeps {
  sql: Sql;
  passport: Passport;
  publicUrl: string;
  endSockets: (userId: string) => Promise<void> | void;
}

const tag = "accounts";

/** As the browser asks for it. */
const preferredLocale = (req: Request): Locale =>
  locales.find((locale) => locale === req.acceptsLanguages(...locales)) ?? "en";

/** Register, sign in and sign out of a browser. */
export const sessionRoutes = (deps: SessionRoutesDeps): Route[] => [
  route(
    {
      method: "post",
      path: "/users",
      summary: "Register; sets the session",
      tag,
      access: "public",
      body: RegisterBody,
      responses: { 201: User },
    },
    async ({ body, req }) => {
      const user = await registerUser(deps, { ...body, locale: body.locale ?? preferredLocale(req) });
      await startSession(req, user);
      return { status: 201, body: userView(user) };
    },
  ),
  route(
    {
      method: "post",
      path: "/users/login",
      summary: "Sign in; sets the session",
      tag,
      access: "public",
      body: LoginBody,
      responses: { 200: User },
    },
    async ({ req, res }) => {
      const found = await ask(deps.passport, "local", req, res);
      if (found === undefined) throw wrongCredentials();
      const { user, passwordHash } = found.info as Credentials;
      await startSession(req, user);
      if (!(await stillHasPassword(deps.sql, user.id, passwordHash))) {
        await endSession(req);
        throw wrongCredentials();
      }
      return { status: 200, body: userView(user) };
    },
  ),
  route(
    {
      method: "post",
      path: "/users/logout",
      summary: "Sign out; ends the session or the token's family, and the user's sockets",
      tag,
      access: "user",
      responses: { 204: null },
    },
    async ({ req, res }) => {
      const user = currentUser(req);
      if (req.credential?.kind === "session") {
        await endSession(req);
        forgetCookie(res, deps.publicUrl);
      } else if (req.credential?.familyId !== undefined) {
        await endFamily(deps.sql, req.credential.familyId, deps.clock());
      }
      await deps.endSockets(user.id);
      return { status: 204 };
    },
  ),
];
