import { type Route, route } from "@railbooker/runtime/routes";
import { ForgotPasswordBody, ResetPasswordBody, VerifyEmailBody } from "./account-schemas.js";
import { forgotPassword } from "./forgot-password.js";
import { ownSession } from "./passport.js";
import { type ResetPasswordDeps, resetPassword } from "./reset-password.js";
import { type VerifyEmailDeps, verifyEmail } from "./verify-email.js";

export type LinkRoutesDeps = ResetPasswordDeps & VerifyEmailDeps;

const tag = "accounts";

/** What the links in mails lead to. */
export const linkRoutes = (deps: LinkRoutesDeps): Route[] => [
  route(
    {
      method: "post",
      path: "/users/verify-email",
      summary: "Confirm an e-mail address, the first or a new one, by the token of its mail",
      tag,
      access: "public",
      body: VerifyEmailBody,
      responses: { 204: null },
    },
    async ({ req, body }) => {
      await verifyEmail(deps, body.token, (userId) => ownSession(req, userId));
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
