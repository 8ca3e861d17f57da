import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction } from "@railbooker/runtime/database";
import { refuseCommonPassword } from "./common-passwords.js";
import { setPasswordHash } from "./credential-store.js";
import type { CurrentUser } from "./current-user.js";
import { checkOwnPassword, type OwnPasswordDeps, wrongPassword } from "./own-password.js";
import { type PasswordChangedDeps, passwordChanged } from "./password-changed.js";
import type { OwnSignIn } from "./sign-in-store.js";

export interface ChangePasswordDeps extends OwnPasswordDeps, PasswordChangedDeps {
  inTransaction: InTransaction;
  clock: Clock;
  endSockets: (userId: string) => Promise<void> | void;
}

export interface PasswordChange {
  currentPassword: string;
  password: string;
  /** Stays signed in; all others are signed out. */
  keep: OwnSignIn;
}

/** @throws AppError `password-too-common` (422), and as `checkOwnPassword` */
export async function changePassword(
  deps: ChangePasswordDeps,
  user: CurrentUser,
  { currentPassword, password, keep }: PasswordChange,
): Promise<void> {
  refuseCommonPassword(password, user);
  const pointer = "/currentPassword";
  const before = await checkOwnPassword(deps, user.id, currentPassword, pointer);
  const passwordHash = await deps.passwords.hash(password);
  const now = deps.clock();
  const afterCommit = await deps.inTransaction(async (sql) => {
    const changed = await setPasswordHash(sql, user.id, passwordHash, before);
    // Another change came first, so what was typed is the password no more.
    if (changed === undefined) throw wrongPassword(pointer);
    return passwordChanged(deps, sql, changed, now, keep);
  });
  await afterCommit();
  await deps.endSockets(user.id);
}
