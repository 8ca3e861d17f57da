import type { Sql } from "@railbooker/runtime/database";
import { type Route, route } from "@railbooker/runtime/routes";
import type { Outbox } from "../outbox/outbox.js";
import {
  ForgotPasswordBody,
  ProfileBody,
  ResetPasswordBody,
  User,
  userView,
  VerifyEmailBody,
} from "./account-schemas.js";
import { currentUser, notSignedIn } from "./current-user.js";
import { deleteAccount } from "./delete-account.js";
import { forgotPassword } from "./forgot-password.js";
import { type ResetPasswordDeps, resetPassword } from "./reset-password.js";
import { forgetCookie } from "./session-middleware.js";
import { changeUser } from "./user-store.js";
import { verifyEmail } from "./verify-email.js";

export interface ProfileRoutesDeps extends ResetPasswordDeps {
  sql: Sql;
  outbox: Outbox;
  publicUrl: string;
}

const tag = "accounts";

const ownProfile = (deps: ProfileRoutesDeps): Route[] => [
  route(
    {
      method: "get",
      path: "/users/me",
      summary: "Your profile",
      tag,
      access: "user",
      responses: { 200: User },
    },
    async ({ req }) => ({ status: 200, body: userView(currentUser(req)) }),
  ),
  route(
    {
      method: "patch",
      path: "/users/me",
      summary: "Change your name or your language",
      tag,
      access: "user",
      body: ProfileBody,
      responses: { 200: User },
    },
    async ({ req, body }) => {
      const { name, ...change } = body;
      const renamed = name === undefined ? change : { ...change, name: name.trim() };
      const user = await changeUser(deps.sql, currentUser(req).id, renamed);
      if (user === undefined) throw notSignedIn();
      return { status: 200, body: userView(user) };
    },
  ),
  route(
    {
      method: "delete",
      path: "/users/me",
      summary: "Delete your account: bookings stay without your name, every device is signed out",
      tag,
      access: "user",
      responses: { 204: null },
    },
    async ({ req, res }) => {
      await deleteAccount(deps, currentUser(req).id);
      forgetCookie(res, deps.publicUrl);
      return { status: 204 };
    },
  ),
];

const links = (deps: ProfileRoutesDeps): Route[] => [
  route(
    {
      method: "post",
      path: "/users/verify-email",
      summary: "Confirm the e-mail address by the token of its mail",
      tag,
      access: "public",
      body: VerifyEmailBody,
      responses: { 204: null },
    },
    async ({ body }) => {
      await verifyEmail(deps, body.token);
      return { status: 204 };
    },
  ),
  route(
    {
      method: "post",
      path: "/users/forgot-password",
      summary: "Ask for a mail to set a new password; the answer is the same for an unknown address",
      tag,
      access: "public",
      body: ForgotPasswordBody,
      responses: { 202: null },
    },
    async ({ body }) => {
      await forgotPassword(deps, body.email);
      return { status: 202 };
    },
  ),
  route(
    {
      method: "post",
      path: "/users/reset-password",
      summary: "Set a new password by the token of its mail; every device is signed out",
      tag,
      access: "public",
      body: ResetPasswordBody,
      responses: { 204: null },
    },
    async ({ body }) => {
      await resetPassword(deps, body.token, body.password);
      return { status: 204 };
    },
  ),
];

/** The profile, and what the links in mails lead to. */
export const profileRoutes = (deps: ProfileRoutesDeps): Route[] => [...ownProfile(deps), ...links(deps)];
