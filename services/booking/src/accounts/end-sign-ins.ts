import type { Sql } from "@railbooker/runtime/database";
import { endFamiliesOf } from "./refresh-token-store.js";
import type { SessionStore } from "./session-store.js";
import type { OwnSignIn } from "./sign-in-store.js";

/**
 * Ends every session and every token of a user but the one to keep, inside the transaction that gave the reason.
 * @returns what is left to do once that transaction has been committed.
 */
export async function endSignIns(
  sql: Sql,
  sessions: SessionStore,
  userId: string,
  now: Date,
  keep: OwnSignIn = {},
): Promise<() => Promise<void>> {
  await endFamiliesOf(sql, userId, now, keep.familyId);
  const ended = await sessions.deleteAllOf(sql, userId, keep.sidHash);
  return () => sessions.forget(ended);
}
