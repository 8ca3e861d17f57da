import type { Sql } from "@railbooker/runtime/database";
import type { DueReminder } from "./reminder.js";

/**
 * Takes a reminder that is due for this transaction: it counts as sent with the commit, and a second worker finds nothing.
 * @returns undefined where it is not due, was sent, or has been dropped.
 */
export async function claimReminder(sql: Sql, id: string, now: Date): Promise<DueReminder | undefined> {
  const [reminder] = await sql.rows<DueReminder>(
    `UPDATE reminders SET status = 'sent', settled_at = $2
      WHERE id = $1 AND status = 'waiting' AND due_at <= $2
     RETURNING id, kind, reference, user_id AS "userId", email, run_id AS "runId", departure,
               delay_minutes AS "delayMinutes", lead_minutes AS "leadMinutes", ride`,
    [id, now],
  );
  return reminder;
}

/** Puts a claimed reminder off. */
export async function holdReminder(sql: Sql, id: string, until: Date): Promise<void> {
  await sql.rows(
    "UPDATE reminders SET status = 'waiting', settled_at = NULL, queued_at = NULL, due_at = $2 WHERE id = $1",
    [id, until],
  );
}

export async function dropReminder(sql: Sql, id: string): Promise<void> {
  await sql.rows("UPDATE reminders SET status = 'dropped' WHERE id = $1", [id]);
}

export interface WaitingReminder {
  id: string;
  dueAt: Date;
}

/**
 * Reminders due before `dueBefore` that were not queued since `queuedBefore`, marked as queued just now; earliest first.
 * Several sweepers share them.
 */
export async function takeDueReminders(
  sql: Sql,
  { dueBefore, queuedBefore, now, limit }: { dueBefore: Date; queuedBefore: Date; now: Date; limit: number },
): Promise<WaitingReminder[]> {
  return sql.rows(
    `UPDATE reminders SET queued_at = $3 WHERE id IN (
       SELECT id FROM reminders
        WHERE status = 'waiting' AND due_at < $1 AND (queued_at IS NULL OR queued_at < $2)
        ORDER BY due_at LIMIT $4 FOR UPDATE SKIP LOCKED)
     RETURNING id, due_at AS "dueAt"`,
    [dueBefore, queuedBefore, now, limit],
  );
}

/** How many should have been told before `now` and were not. */
export async function countOverdue(sql: Sql, now: Date): Promise<number> {
  const [row] = await sql.rows<{ count: number }>(
    "SELECT count(*)::integer AS count FROM reminders WHERE status = 'waiting' AND due_at < $1",
    [now],
  );
  return row?.count ?? 0;
}
