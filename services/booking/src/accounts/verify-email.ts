import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import type { Outbox } from "../outbox/outbox.js";
import { type MovedUser, markVerified, setEmail } from "./credential-store.js";
import { endSignIns } from "./end-sign-ins.js";
import { linkExpired, useLink, voidLinks } from "./link-tokens.js";
import { emailTaken } from "./register-user.js";
import type { SessionStore } from "./session-store.js";
import type { OwnSignIn } from "./sign-in-store.js";

/** Bookings are written to at the address they were made with: those made with the old one get the new one. */
export type MoveContact = (sql: Sql, userId: string, change: { from: string; to: string }) => Promise<void>;

export interface VerifyEmailDeps {
  inTransaction: InTransaction;
  outbox: Outbox;
  sessions: SessionStore;
  clock: Clock;
  moveContact: MoveContact;
  endSockets: (userId: string) => Promise<void> | void;
}

/**
 * Confirms the address that a link was sent to: the one of the registration, or a new one, which takes the old one's place
 * and signs out everywhere but where the link was opened.
 * @param keepFor the sign-in to keep, where it is this user's.
 * @throws AppError `email-taken` (409), `link-expired` (410)
 */
export async function verifyEmail(
  deps: VerifyEmailDeps,
  token: string,
  keepFor: (userId: string) => OwnSignIn,
): Promise<void> {
  const now = deps.clock();
  const moved = await deps.inTransaction(async (sql) => {
    const { userId, email } = await useLink(sql, token, ["verify-email", "change-email"], now);
    if (email === null) {
      await markVerified(sql, userId, now);
      return undefined;
    }
    const change = await setEmail(sql, userId, email, now).catch(refuseTaken);
    if (change === undefined) throw linkExpired();
    return { userId, forget: await emailChanged(deps, sql, change, now, keepFor(userId)) };
  });
  if (moved === undefined) return;
  deps.outbox.wake();
  await moved.forget();
  await deps.endSockets(moved.userId);
}

async function emailChanged(
  deps: VerifyEmailDeps,
  sql: Sql,
  { user, before }: MovedUser,
  now: Date,
  keep: OwnSignIn,
): Promise<() => Promise<void>> {
  const { id, email, locale, version } = user;
  await voidLinks(sql, id, ["verify-email", "reset-password", "change-email"], now);
  await deps.moveContact(sql, id, { from: before, to: email });
  await deps.outbox.append(sql, {
    name: "EmailChanged",
    aggregateId: id,
    aggregateVersion: version,
    data: { userId: id, oldEmail: before, newEmail: email, locale },
  });
  return endSignIns(sql, deps.sessions, id, now, keep);
}

/** Somebody registered with the address since the link was sent; the index has said so. */
function refuseTaken(error: unknown): never {
  if ((error as { code?: unknown }).code === "23505") throw emailTaken();
  throw error;
}
