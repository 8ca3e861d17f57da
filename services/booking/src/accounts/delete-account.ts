import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction } from "@railbooker/runtime/database";
import { endSignIns } from "./end-sign-ins.js";
import type { SessionStore } from "./session-store.js";
import { pseudonymiseUser } from "./user-store.js";

export interface DeleteAccountDeps {
  inTransaction: InTransaction;
  sessions: SessionStore;
  clock: Clock;
  endSockets: (userId: string) => Promise<void> | void;
}

/** Forgets who the user was and signs every device out; the address is free for a new account. */
export async function deleteAccount(deps: DeleteAccountDeps, userId: string): Promise<void> {
  const now = deps.clock();
  const afterCommit = await deps.inTransaction(async (sql) => {
    await pseudonymiseUser(sql, userId, now);
    // A link sent earlier still names the user; nothing may come of it.
    await sql.rows("DELETE FROM user_tokens WHERE user_id = $1", [userId]);
    return endSignIns(sql, deps.sessions, userId, now);
  });
  await afterCommit();
  await deps.endSockets(userId);
}
