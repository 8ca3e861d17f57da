import type { Sql } from "@railbooker/runtime/database";
import type { TravellerChange } from "./traveller-change.js";

/** Brings what is known of a user in line with an event, in the transaction of its other effects. */
export async function changeTraveller(sql: Sql, change: TravellerChange, now: Date): Promise<void> {
  const { userId, version, locale, moved, erased } = change;
  // A language that an earlier event names comes too late; an erased account stays erased whatever comes.
  await sql.rows(
    `INSERT INTO travellers AS t (user_id, version, locale, erased_at) VALUES ($1, $2, coalesce($3, 'en'), $4)
     ON CONFLICT (user_id) DO UPDATE
        SET locale = CASE WHEN t.version < excluded.version THEN coalesce($3, t.locale) ELSE t.locale END,
            version = greatest(t.version, excluded.version), erased_at = coalesce(t.erased_at, excluded.erased_at)`,
    [userId, version, locale ?? null, erased === true ? now : null],
  );
  if (moved !== undefined) {
    await sql.rows(
      `UPDATE reminders SET email = $3 WHERE id IN (
         SELECT id FROM reminders WHERE user_id = $1 AND lower(email) = lower($2) AND status = 'waiting'
         ORDER BY id FOR UPDATE)`,
      [userId, moved.from, moved.to],
    );
  }
  if (erased === true) await erase(sql, userId);
}

/** Reminders before feeds, as everybody locks them. Of mails stays that they were sent, not to whom or what. */
async function erase(sql: Sql, userId: string): Promise<void> {
  await sql.rows(
    "DELETE FROM reminders WHERE id IN (SELECT id FROM reminders WHERE user_id = $1 ORDER BY id FOR UPDATE)",
    [userId],
  );
  await sql.rows("DELETE FROM notification_feeds WHERE user_id = $1", [userId]);
  await sql.rows("DELETE FROM preferences WHERE user_id = $1", [userId]);
  await sql.rows(
    `UPDATE mails SET recipient = 'erased-' || id, data = '{}', last_error = NULL
      WHERE user_id = $1 AND status <> 'queued'`,
    [userId],
  );
}
