import type { Sql } from "@railbooker/runtime/database";
import type { Outbox } from "../outbox/outbox.js";
import { endSignIns } from "./end-sign-ins.js";
import { voidLinks } from "./link-tokens.js";
import type { SessionStore } from "./session-store.js";
import type { OwnSignIn } from "./sign-in-store.js";
import type { StoredUser } from "./user-store.js";

export interface PasswordChangedDeps {
  outbox: Outbox;
  sessions: SessionStore;
}

/**
 * What follows from a new password, in its transaction: links that could undo it are void, every sign-in but the one to keep ends,
 * and the owner is told. @returns what is left to do after the commit.
 */
export async function passwordChanged(
  { outbox, sessions }: PasswordChangedDeps,
  sql: Sql,
  user: StoredUser,
  now: Date,
  keep: OwnSignIn = {},
): Promise<() => Promise<void>> {
  const { id, email, locale } = user;
  // The link that confirms the address says nothing about the password and stays good.
  await voidLinks(sql, id, ["reset-password", "change-email"], now);
  await outbox.append(sql, {
    name: "PasswordChanged",
    aggregateId: id,
    aggregateVersion: user.version,
    data: { userId: id, email, locale },
  });
  const forget = await endSignIns(sql, sessions, id, now, keep);
  return async () => {
    outbox.wake();
    await forget();
  };
}
