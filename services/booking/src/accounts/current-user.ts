import type { Locale } from "@railbooker/events/account-events";
import { AppError } from "@railbooker/runtime/errors";
import type { Request } from "express";
// Adds `user` to the Request of Express.
import type {} from "passport";

/** The languages of pages and mails. */
export const locales = ["en", "de"] as const satisfies readonly Locale[];

export const roles = ["operator", "inspector"] as const;
export type Role = (typeof roles)[number];

/** Who makes this request, as the database has it at this moment. */
export interface CurrentUser {
  id: string;
  email: string;
  name: string;
  emailVerified: boolean;
  /** In which they are written to. */
  locale: Locale;
  roles: readonly Role[];
}

/** What the request was signed in by; signing out ends exactly that. */
export type Credential = { kind: "session" } | { kind: "token"; familyId?: string };

declare global {
  namespace Express {
    interface User extends CurrentUser {}
    interface Request {
      credential?: Credential;
    }
  }
}

/** @throws AppError `not-signed-in` (401) where no guard has let the request through. */
export function currentUser(req: Request): CurrentUser {
  if (req.user === undefined) throw notSignedIn();
  return req.user;
}

export const notSignedIn = (): AppError =>
  new AppError({
    kind: "not-signed-in",
    code: "not-signed-in",
    message: "This needs a signed-in user; sign in, or send an access token as Authorization: Bearer.",
  });
