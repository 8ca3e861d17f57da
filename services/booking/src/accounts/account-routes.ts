import type { Route } from "@railbooker/runtime/routes";
import type { GrantTokensDeps } from "./grant-tokens.js";
import { type LinkRoutesDeps, linkRoutes } from "./link-routes.js";
import { type ProfileRoutesDeps, profileRoutes } from "./profile-routes.js";
import { type SessionRoutesDeps, sessionRoutes } from "./session-routes.js";
import { type SignInRoutesDeps, signInRoutes } from "./sign-in-routes.js";
import { tokenRoutes } from "./token-routes.js";

export type AccountRoutesDeps = SessionRoutesDeps &
  GrantTokensDeps &
  ProfileRoutesDeps &
  LinkRoutesDeps &
  SignInRoutesDeps;

/** All routes below /api/users. */
export const accountRoutes = (deps: AccountRoutesDeps): Route[] => [
  ...sessionRoutes(deps),
  ...tokenRoutes(deps),
  ...profileRoutes(deps),
  ...linkRoutes(deps),
  ...signInRoutes(deps),
];
