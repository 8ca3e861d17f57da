import type { Locale } from "@railbooker/events/account-events";
import type { Sql } from "@railbooker/runtime/database";
import { defaultPreferences, type Preferences, type Wishes } from "../reactions/preferences.js";

export interface WishesOf {
  of(userId: string): Wishes;
}

export interface WishesRow {
  user_id: string;
  choices: Partial<Preferences> | null;
  locale: Locale | null;
  erased: boolean;
}

/**
 * SQL for the wishes of those users who differ from everybody else. Most have never chosen anything.
 * @param userIds parameter that has them, such as `$1`.
 */
export const differingWishes = (userIds: string): string => `
  SELECT u.id AS user_id, p.choices, t.locale, t.erased_at IS NOT NULL AS erased
    FROM unnest(${userIds}::text[]) AS u (id)
    LEFT JOIN preferences p ON p.user_id = u.id LEFT JOIN travellers t ON t.user_id = u.id
   WHERE p.choices IS NOT NULL OR t.locale <> 'en' OR t.erased_at IS NOT NULL`;

/** A kind added later than a user's choices has its default, as has whoever has chosen nothing. */
export function wishesOf(rows: readonly WishesRow[]): WishesOf {
  const known = new Map(rows.map((row) => [row.user_id, row]));
  return {
    of: (userId) => {
      const { choices, locale, erased = false } = known.get(userId) ?? {};
      return { preferences: { ...defaultPreferences, ...choices }, locale: locale ?? "en", erased };
    },
  };
}

export async function readWishes(sql: Sql, userIds: readonly string[]): Promise<WishesOf> {
  return wishesOf(await sql.rows<WishesRow>(differingWishes("$1"), [userIds], "read wishes"));
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
