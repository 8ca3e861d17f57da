import type { Sql } from "@railbooker/runtime/database";
import { defaultPreferences, type Preferences } from "../reactions/preferences.js";

/** A kind added later than a user's choices has its default. */
export async function readPreferences(sql: Sql, userId: string): Promise<Preferences> {
  const [row] = await sql.rows<{ choices: Partial<Preferences> }>(
    "SELECT choices FROM preferences WHERE user_id = $1",
    [userId],
  );
  return { ...defaultPreferences, ...row?.choices };
}

export async function writePreferences(
  sql: Sql,
  userId: string,
  choices: Preferences,
  at: Date,
): Promise<void> {
  await sql.rows(
    `INSERT INTO preferences (user_id, choices, updated_at) VALUES ($1, $2, $3)
     ON CONFLICT (user_id) DO UPDATE SET choices = excluded.choices, updated_at = excluded.updated_at`,
    [userId, JSON.stringify(choices), at],
  );
}
