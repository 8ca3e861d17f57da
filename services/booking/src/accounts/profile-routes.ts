import { type Route, route } from "@railbooker/runtime/routes";
import {
  DeletionBody,
  EmailChangeBody,
  PasswordChangeBody,
  ProfileBody,
  User,
  userView,
} from "./account-schemas.js";
import { type ChangeEmailDeps, changeEmail } from "./change-email.js";
import { type ChangePasswordDeps, changePassword } from "./change-password.js";
import { changeProfile } from "./change-profile.js";
import { currentUser } from "./current-user.js";
import { type DeleteAccountDeps, deleteAccount } from "./delete-account.js";
import { ownSignIn } from "./passport.js";
import { forgetCookie } from "./session-middleware.js";

export interface ProfileRoutesDeps extends ChangePasswordDeps, ChangeEmailDeps, DeleteAccountDeps {
  publicUrl: string;
}

const tag = "accounts";

/** What users see and change of themselves. */
export const profileRoutes = (deps: ProfileRoutesDeps): Route[] => [
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
      const user = await changeProfile(deps, currentUser(req).id, body);
      return { status: 200, body: userView(user) };
    },
  ),
  route(
    {
      method: "post",
      path: "/users/me/password",
      summary: "Change your password; every other device is signed out",
      tag,
      access: "user",
      body: PasswordChangeBody,
      responses: { 204: null },
    },
    async ({ req, body }) => {
      await changePassword(deps, currentUser(req), { ...body, keep: ownSignIn(req) });
      return { status: 204 };
    },
  ),
  route(
    {
      method: "post",
      path: "/users/me/email",
      summary:
        "Ask for another e-mail address; it takes the old one's place once the link sent to it is used",
      tag,
      access: "user",
      body: EmailChangeBody,
      responses: { 202: null },
    },
    async ({ req, body }) => {
      await changeEmail(deps, currentUser(req), body);
      return { status: 202 };
    },
  ),
  route(
    {
      method: "delete",
      path: "/users/me",
      summary: "Delete your account: what was sold stays without your name, every device is signed out",
      tag,
      access: "user",
      body: DeletionBody,
      responses: { 204: null },
    },
    async ({ req, res, body }) => {
      await deleteAccount(deps, currentUser(req), body.password);
      forgetCookie(res, deps.publicUrl);
      return { status: 204 };
    },
  ),
];
