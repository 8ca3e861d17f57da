import type { Locale } from "@railbooker/events/account-events";
import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction } from "@railbooker/runtime/database";
import { AppError } from "@railbooker/runtime/errors";
import type { Outbox } from "../outbox/outbox.js";
import { refuseCommonPassword } from "./common-passwords.js";
import { issueLink } from "./link-tokens.js";
import type { Passwords } from "./passwords.js";
import { days } from "./secret-token.js";
import { insertUser, type StoredUser } from "./user-store.js";

export interface RegisterUserDeps {
  inTransaction: InTransaction;
  outbox: Outbox;
  passwords: Passwords;
  clock: Clock;
}

export interface Registration {
  email: string;
  name: string;
  password: string;
  locale: Locale;
}

/**
 * The user and the event that asks for the confirmation mail are written together.
 * @throws AppError `email-taken` (409), `password-too-common` (422), `busy` (503)
 */
export async function registerUser(deps: RegisterUserDeps, registration: Registration): Promise<StoredUser> {
  const { email, locale } = registration;
  const name = registration.name.trim();
  refuseCommonPassword(registration.password, { email, name });
  // Before the transaction, so that no connection is held while hashing waits its turn.
  const passwordHash = await deps.passwords.hash(registration.password);
  const now = deps.clock();
  const user = await deps.inTransaction(async (sql) => {
    const inserted = await insertUser(sql, { email, name, locale, passwordHash }, now);
    if (inserted === undefined) throw emailTaken();
    const verificationToken = await issueLink(
      sql,
      { userId: inserted.id, purpose: "verify-email", validMs: days(1) },
      now,
    );
    await deps.outbox.append(sql, {
      name: "UserRegistered",
      aggregateId: inserted.id,
      aggregateVersion: inserted.version,
      data: { userId: inserted.id, email, name, verificationToken, locale },
    });
    return inserted;
  });
  deps.outbox.wake();
  return user;
}

export const emailTaken = () =>
  new AppError({
    kind: "conflict",
    code: "email-taken",
    message: "There is already an account with this e-mail address; sign in, or ask for a new password.",
    errors: [{ pointer: "/email", detail: "is taken" }],
  });
