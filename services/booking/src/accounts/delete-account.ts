import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import { AppError } from "@railbooker/runtime/errors";
import type { Outbox } from "../outbox/outbox.js";
import { type CurrentUser, notSignedIn } from "./current-user.js";
import { endSignIns } from "./end-sign-ins.js";
import { checkOwnPassword, type OwnPasswordDeps } from "./own-password.js";
import type { SessionStore } from "./session-store.js";
import { lockOperators } from "./user-roles.js";
import { nextVersion, pseudonymiseUser } from "./user-store.js";

export interface DeleteAccountDeps extends OwnPasswordDeps {
  inTransaction: InTransaction;
  outbox: Outbox;
  sessions: SessionStore;
  clock: Clock;
  /** Takes the user out of what other features keep, or refuses while something of theirs is open. */
  eraseTravels: (sql: Sql, userId: string, now: Date) => Promise<void>;
  endSockets: (userId: string) => Promise<void> | void;
}

/**
 * Forgets who the user was, signs every device out and lets the other services know; the address is free for a new account.
 * @throws AppError `tickets-to-travel`, `money-under-way`, `last-operator` (409), and as `checkOwnPassword`
 */
export async function deleteAccount(
  deps: DeleteAccountDeps,
  { id: userId, roles }: CurrentUser,
  password: string,
): Promise<void> {
  await checkOwnPassword(deps, userId, password, "/password");
  const now = deps.clock();
  const afterCommit = await deps.inTransaction(async (sql) => {
    if (roles.includes("operator") && (await lockOperators(sql)).every((id) => id === userId))
      throw lastOperator();
    const user = await nextVersion(sql, userId);
    if (user === undefined) throw notSignedIn();
    await deps.eraseTravels(sql, userId, now);
    await deps.outbox.append(sql, {
      name: "AccountDeleted",
      aggregateId: userId,
      aggregateVersion: user.version,
      data: { userId, email: user.email, locale: user.locale },
    });
    await pseudonymiseUser(sql, userId, now);
    // A link sent earlier still names the user; nothing may come of it.
    await sql.rows("DELETE FROM user_tokens WHERE user_id = $1", [userId]);
    return endSignIns(sql, deps.sessions, userId, now);
  });
  deps.outbox.wake();
  await afterCommit();
  await deps.endSockets(userId);
}

const lastOperator = () =>
  new AppError({
    kind: "conflict",
    code: "last-operator",
    message: "You are the only operator. Make somebody else an operator first, then delete your account.",
  });
