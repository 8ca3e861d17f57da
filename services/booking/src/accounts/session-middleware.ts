import type { RequestHandler, Response } from "express";
import session from "express-session";
import { absoluteMs } from "./session-row-store.js";
import type { SessionStore } from "./session-store.js";

export interface SessionOptions {
  store: SessionStore;
  /** The current secret, and those before it while they are being changed. */
  secrets: readonly string[];
  publicUrl: string;
}

/** `__Host-` binds the cookie to this very host and to https; browsers refuse the prefix without. */
export const sessionCookieName = (publicUrl: string): string =>
  publicUrl.startsWith("https:") ? "__Host-rb_session" : "rb_session";

export function createSessionMiddleware({ store, secrets, publicUrl }: SessionOptions): RequestHandler {
  return session({
    store,
    name: sessionCookieName(publicUrl),
    secret: [...secrets],
    resave: false,
    saveUninitialized: false,
    // Behind a proxy that ends TLS; the address it reports is judged by the app's own `trust proxy`.
    proxy: true,
    cookie: sessionCookie(publicUrl),
  });
}

/** Takes the cookie from the browser once its session has ended. */
export function forgetCookie(res: Response, publicUrl: string): void {
  const { maxAge: _kept, ...cookie } = sessionCookie(publicUrl);
  res.clearCookie(sessionCookieName(publicUrl), cookie);
}

const sessionCookie = (publicUrl: string) => ({
  path: "/",
  httpOnly: true,
  sameSite: "lax" as const,
  secure: publicUrl.startsWith("https:"),
  maxAge: absoluteMs,
});
