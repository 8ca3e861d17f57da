import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction } from "@railbooker/runtime/database";
import { refuseCommonPassword } from "./common-passwords.js";
import { endSignIns } from "./end-sign-ins.js";
import { useLink, voidLinks } from "./link-tokens.js";
import type { Passwords } from "./passwords.js";
import type { SessionStore } from "./session-store.js";
import { setPasswordHash } from "./user-store.js";

export interface ResetPasswordDeps {
  inTransaction: InTransaction;
  passwords: Passwords;
  sessions: SessionStore;
  clock: Clock;
  endSockets: (userId: string) => Promise<void> | void;
}

/**
 * Whoever knew the old password is signed out everywhere.
 * @throws AppError `link-expired` (410), `password-too-common` (422), `busy` (503)
 */
export async function resetPassword(deps: ResetPasswordDeps, token: string, password: string): Promise<void> {
  refuseCommonPassword(password, {});
  const passwordHash = await deps.passwords.hash(password);
  const now = deps.clock();
  const { userId, afterCommit } = await deps.inTransaction(async (sql) => {
    const owner = await useLink(sql, token, "reset-password", now);
    await voidLinks(sql, owner, "reset-password", now);
    await setPasswordHash(sql, owner, passwordHash);
    return { userId: owner, afterCommit: await endSignIns(sql, deps.sessions, owner, now) };
  });
  await afterCommit();
  await deps.endSockets(userId);
}
