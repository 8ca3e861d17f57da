import { ApiError, call, get } from "../api/http.js";
import type { User } from "../api/types.js";
import { forgetTrips } from "../offline/kept-trips.js";
import { forgetEverything } from "./store.js";

interface Visitor {
  user?: User;
  /** The server could not be asked, so that nobody knows. */
  away: boolean;
}

let asked: Promise<Visitor> | undefined;

/** Who is here, as far as the server can say; asked once a page. */
export function visitor(): Promise<Visitor> {
  asked ??= get<User>("/users/me").then(
    (user) => ({ user, away: false }),
    async (error: unknown) => {
      if (!(error instanceof ApiError)) throw error;
      // Signed out from elsewhere, after a theft perhaps: what was kept here goes too.
      if (error.status === 401) await forgetTrips();
      return { away: error.status === 0 || error.status >= 500 };
    },
  );
  return asked;
}

/** Who is signed in. Undefined also when the server cannot be asked: pages stay readable. */
export async function currentUser(): Promise<User | undefined> {
  return (await visitor()).user;
}

export async function signOut(): Promise<void> {
  await call("POST", "/users/logout");
  forgetEverything();
  await forgetTrips();
  location.assign("/");
}

/** Where to go after signing in: only a path of this site, never an address that a link brought along. */
export function nextPath(): string {
  const next = new URLSearchParams(location.search).get("next");
  if (next === null) return "/bookings";
  try {
    const url = new URL(next, location.origin);
    return url.origin === location.origin && next.startsWith("/")
      ? url.pathname + url.search + url.hash
      : "/";
  } catch {
    return "/";
  }
}

export function signInPath(next: string): string {
  return `/sign-in?next=${encodeURIComponent(next)}`;
}
