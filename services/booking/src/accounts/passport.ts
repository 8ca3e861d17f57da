import { type AccessTokenKeys, issuer, signerOf } from "@railbooker/runtime/access-token";
import type { Sql } from "@railbooker/runtime/database";
import { AppError } from "@railbooker/runtime/errors";
import { gather } from "@railbooker/runtime/gather";
import type { Request, Response } from "express";
import passport from "passport";
import { ExtractJwt, Strategy as JwtStrategy, type VerifiedCallback } from "passport-jwt";
import { type IVerifyOptions, Strategy as LocalStrategy } from "passport-local";
import type { CurrentUser } from "./current-user.js";
import { deviceOf } from "./device.js";
import type { Passwords } from "./passwords.js";
import { hashSecret } from "./secret-token.js";
import { checkPassword } from "./sign-in.js";
import type { OwnSignIn } from "./sign-in-store.js";
import { findTokenUsers, type StoredUser, type TokenUser } from "./user-store.js";

export interface PassportDeps {
  sql: Sql;
  passwords: Passwords;
  accessTokenKeys: AccessTokenKeys;
}

export type Passport = passport.Authenticator;

/** The strategies by which a request proves whose it is: `local` for a password, `jwt` for an access token. */
export function createPassport({ sql, passwords, accessTokenKeys }: PassportDeps): Passport {
  const authenticator = new passport.Passport();
  // Each request asks; those of the same moment ask together.
  const tokenUser = gather(
    async (tokens: TokenUser[]) => (await findTokenUsers(sql, tokens)).map(toOutcome),
    { most: 64, lanes: 1 },
  );
  // Called with the new session, before it is saved: the only write of its life.
  authenticator.serializeUser(
    (req: Request, user: Express.User, done: (error: unknown, id: string) => void) => {
      req.session.device = deviceOf(req.get("user-agent"));
      done(null, user.id);
    },
  );
  authenticator.use(
    new LocalStrategy({ usernameField: "email", session: false }, (email, password, done) => {
      checkPassword({ sql, passwords }, email, password).then(
        // Typed as a message for people; here it is what the sign-in is good for.
        (found) => done(null, found?.user ?? false, found as unknown as IVerifyOptions),
        done,
      );
    }),
  );
  authenticator.use(
    new JwtStrategy(
      {
        jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
        // Keys are objects made once; passport-jwt hands one to jsonwebtoken as it is.
        secretOrKeyProvider: (_req, token: string, done) =>
          done(null, signerOf(accessTokenKeys, token) as unknown as Buffer),
        issuer,
        audience: "railbooker-api",
        algorithms: ["HS256"],
      },
      (payload: { sub?: unknown; fam?: unknown }, done: VerifiedCallback) => {
        const familyId = typeof payload.fam === "string" ? payload.fam : undefined;
        tokenUser({ id: String(payload.sub), familyId }).then(
          (user) => done(null, user ?? false, { familyId }),
          done,
        );
      },
    ),
  );
  return authenticator;
}

const toOutcome = (user: StoredUser | undefined) => ({ ok: true as const, value: user });

/** Asks one strategy. @returns undefined where it says no. */
export function ask(
  authenticator: Passport,
  strategy: "local" | "jwt",
  req: Request,
  res: Response,
): Promise<{ user: CurrentUser; info: unknown } | undefined> {
  return new Promise((resolve, reject) => {
    const answered = (error: unknown, user: CurrentUser | false | undefined, info: unknown) => {
      if (error !== null && error !== undefined) reject(error);
      else resolve(user === false || user === undefined ? undefined : { user, info });
    };
    authenticator.authenticate(strategy, { session: false }, answered)(req, res, reject);
  });
}

/** Starts a session under a new id; what the visitor's old id was worth is gone. */
export function startSession(req: Request, user: CurrentUser): Promise<void> {
  return new Promise((resolve, reject) => {
    req.logIn(user, (error: unknown) => (error === null || error === undefined ? resolve() : reject(error)));
  });
}

export function endSession(req: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    req.session.destroy((error: unknown) =>
      error === null || error === undefined ? resolve() : reject(error),
    );
  });
}

/** The session of a request that no guard has looked at, where it is that user's. */
export const ownSession = (req: Request, userId: string): OwnSignIn =>
  req.session.passport?.user === userId ? { sidHash: hashSecret(req.sessionID) } : {};

/** Which of its user's sign-ins a request comes with; asked behind a guard. */
export function ownSignIn(req: Request): OwnSignIn {
  if (req.credential?.kind === "session") return { sidHash: hashSecret(req.sessionID) };
  const familyId = req.credential?.familyId;
  return familyId === undefined ? {} : { familyId };
}

export const invalidToken = (): AppError =>
  new AppError({
    kind: "not-signed-in",
    code: "invalid-token",
    message: "The access token is not valid or has expired; sign in again.",
  });
