import type { Sql } from "@railbooker/runtime/database";
import { defaultPreferences, type Preferences } from "../reactions/preferences.js";

export interface PreferencesOf {
  of(userId: string): Preferences;
}

export interface ChosenRow {
  user_id: string;
  choices: Partial<Preferences>;
}

/** A kind added later than a user's choices has its default, as has whoever has chosen nothing. */
export function preferencesOf(rows: readonly ChosenRow[]): PreferencesOf {
  const chosen = new Map(rows.map(({ user_id, choices }) => [user_id, choices]));
  return { of: (userId) => ({ ...defaultPreferences, ...chosen.get(userId) }) };
}

export async function readPreferences(sql: Sql, userIds: readonly string[]): Promise<PreferencesOf> {
  const rows = await sql.rows<ChosenRow>(
    "SELECT user_id, choices FROM preferences WHERE user_id = ANY ($1::text[])",
    [userIds],
    "read preferences",
  );
  return preferencesOf(rows);
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
