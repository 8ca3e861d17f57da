import type { Sql } from "@railbooker/runtime/database";
import { endFamiliesOf } from "./refresh-token-store.js";
import type { SessionStore } from "./session-store.js";

/**
 * Ends every session and every token of a user, inside the transaction that gave the reason.
 * @returns what is left to do once that transaction has been committed.
 */
export async function endSignIns(
  sql: Sql,
  sessions: SessionStore,
  userId: string,
  now: Date,
): Promise<() => Promise<void>> {
  await endFamiliesOf(sql, userId, now);
  const ended = await sessions.deleteAllOf(sql, userId);
  return () => sessions.forget(ended);
}
