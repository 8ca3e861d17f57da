import type { Sql } from "@railbooker/runtime/database";
import { after, days } from "./secret-token.js";

/** Removes what can sign nobody in any more. Used refresh tokens stay as long as their family, to be recognised again. */
export async function sweepAccounts(sql: Sql, now: Date): Promise<void> {
  await sql.rows("DELETE FROM sessions WHERE expires_at < $1", [now]);
  await sql.rows("DELETE FROM user_tokens WHERE expires_at < $1", [after(now, -days(7))]);
  await sql.rows("DELETE FROM token_families WHERE expires_at < $1 OR ended_at < $2", [
    now,
    after(now, -days(7)),
  ]);
}
