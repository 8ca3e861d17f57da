import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import { AppError } from "@railbooker/runtime/errors";
import { type Route, route } from "@railbooker/runtime/routes";
import { SessionParams, Sessions } from "./account-schemas.js";
import { currentUser } from "./current-user.js";
import { endSignIns } from "./end-sign-ins.js";
import { ownSignIn } from "./passport.js";
import { forgetCookie } from "./session-middleware.js";
import type { SessionStore } from "./session-store.js";
import { endSignIn, listSignIns } from "./sign-in-store.js";

export interface SignInRoutesDeps {
  sql: Sql;
  inTransaction: InTransaction;
  sessions: SessionStore;
  clock: Clock;
  publicUrl: string;
  endSockets: (userId: string) => Promise<void> | void;
}

const shared = { tag: "accounts", access: "user" } as const;

/** The devices on which a user is signed in, to be looked at and signed out. */
export const signInRoutes = (deps: SignInRoutesDeps): Route[] => [
  route(
    {
      ...shared,
      method: "get",
      path: "/users/me/sessions",
      summary: "Where you are signed in, the latest first",
      responses: { 200: Sessions },
    },
    async ({ req }) => {
      const rows = await listSignIns(deps.sql, currentUser(req).id, ownSignIn(req), deps.clock());
      return { status: 200, body: { items: rows.map((row) => ({ ...row, device: row.device ?? {} })) } };
    },
  ),
  route(
    {
      ...shared,
      method: "delete",
      path: "/users/me/sessions",
      summary: "Sign out everywhere else",
      responses: { 204: null },
    },
    async ({ req }) => {
      const { id } = currentUser(req);
      const now = deps.clock();
      const afterCommit = await deps.inTransaction((sql) =>
        endSignIns(sql, deps.sessions, id, now, ownSignIn(req)),
      );
      await afterCommit();
      await deps.endSockets(id);
      return { status: 204 };
    },
  ),
  route(
    {
      ...shared,
      method: "delete",
      path: "/users/me/sessions/:id",
      summary: "Sign one device out; this one, too",
      params: SessionParams,
      responses: { 204: null },
    },
    async ({ req, res, params }) => {
      const { id } = currentUser(req);
      const ended = await endSignIn(deps.sql, id, params.id, deps.clock());
      if (ended === undefined) throw noSuchSession(params.id);
      if (ended.sidHash !== null) {
        await deps.sessions.forget([ended.sidHash]);
        if (ended.sidHash === ownSignIn(req).sidHash) forgetCookie(res, deps.publicUrl);
      }
      await deps.endSockets(id);
      return { status: 204 };
    },
  ),
];

const noSuchSession = (id: string) =>
  new AppError({
    kind: "not-found",
    code: "no-such-session",
    message: `You are not signed in anywhere under "${id}"; that sign-in may have ended already. Load the list again.`,
  });
