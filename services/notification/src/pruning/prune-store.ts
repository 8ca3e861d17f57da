import type { Sql } from "@railbooker/runtime/database";

/** Which rows of a table are past use; `$1` is the moment before which they are old. */
const oldRows = {
  inbox: "received_at < $1",
  mails: "status <> 'queued' AND created_at < $1",
  notifications: "created_at < $1",
  reminders: "status <> 'waiting' AND settled_at < $1",
  reminded_bookings:
    "updated_at < $1 AND NOT EXISTS (SELECT 1 FROM reminders r WHERE r.reference = reminded_bookings.reference)",
  run_states:
    "updated_at < $1 AND NOT EXISTS (SELECT 1 FROM reminders r WHERE r.run_id = run_states.run_id AND r.status = 'waiting')",
} as const;
export type PrunedTable = keyof typeof oldRows;

/**
 * Deletes a batch: a statement that deleted everything at once would hold its locks for minutes.
 * @returns how many rows went; fewer than `limit` when that was all.
 */
export async function pruneBatch(sql: Sql, table: PrunedTable, before: Date, limit: number): Promise<number> {
  const rows = await sql.rows(
    `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
       SELECT ctid FROM ${table} WHERE ${oldRows[table]} LIMIT $2 FOR UPDATE SKIP LOCKED)) RETURNING 1`,
    [before, limit],
  );
  return rows.length;
}
