import type { Sql } from "@railbooker/runtime/database";
import { defaultPreferences, type Preferences } from "../reactions/preferences.js";

export interface PreferencesOf {
  of(userId: string): Preferences;
}

/** A kind added later than a user's choices has its default. */
export async function readPreferences(sql: Sql, userIds: readonly string[]): Promise<PreferencesOf> {
  const rows = await sql.rows<{ userId: string; choices: Partial<Preferences> }>(
    `SELECT user_id AS "userId", choices FROM preferences WHERE user_id = ANY ($1::text[])`,
    [userIds],
    "read preferences",
  );
  const chosen = new Map(rows.map(({ userId, choices }) => [userId, choices]));
  return { of: (userId) => ({ ...defaultPreferences, ...chosen.get(userId) }) };
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
