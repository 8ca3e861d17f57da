import { ApiError, call, get } from "../api/http.js";
import type { User } from "../api/types.js";
import { forgetEverything } from "./store.js";

let asked: Promise<User | undefined> | undefined;

/** Who is signed in; asked once a page. Undefined also when the server cannot be asked: pages stay readable. */
export function currentUser(): Promise<User | undefined> {
  asked ??= get<User>("/users/me").catch((error: unknown) => {
    if (error instanceof ApiError) return undefined;
    throw error;
  });
  return asked;
}

export async function signOut(): Promise<void> {
  await call("POST", "/users/logout");
  forgetEverything();
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
