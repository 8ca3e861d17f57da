import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction } from "@railbooker/runtime/database";
import { refuseCommonPassword } from "./common-passwords.js";
import { markVerified, setPasswordHash } from "./credential-store.js";
import { linkExpired, useLink } from "./link-tokens.js";
import { type PasswordChangedDeps, passwordChanged } from "./password-changed.js";
import type { Passwords } from "./passwords.js";

export interface ResetPasswordDeps extends PasswordChangedDeps {
  inTransaction: InTransaction;
  passwords: Passwords;
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
    const { userId: owner } = await useLink(sql, token, ["reset-password"], now);
    const user = await setPasswordHash(sql, owner, passwordHash);
    if (user === undefined) throw linkExpired();
    // Whoever has the link reads the address.
    await markVerified(sql, owner, now);
    return { userId: owner, afterCommit: await passwordChanged(deps, sql, user, now) };
  });
  await afterCommit();
  await deps.endSockets(userId);
}
