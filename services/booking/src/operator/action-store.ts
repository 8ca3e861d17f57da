import type { Sql } from "@railbooker/runtime/database";

/** Something an operator did, by whom and to what. */
export interface OperatorAction {
  operatorId: string;
  action: "delay-reported" | "train-cancelled" | "dead-letter-replayed" | "roles-changed";
  /** A run id, the id of a dead letter, or that of a user. */
  subject: string;
  /** Plain values, such as minutes, reason, and how many were told. */
  detail: Record<string, string | number>;
}

export type StoredAction = Omit<OperatorAction, "operatorId"> & { id: string; operator: string; at: Date };

/** Called with the `sql` of the transaction that makes the action true, so that neither is kept without the other. */
export async function storeAction(sql: Sql, done: OperatorAction, at: Date): Promise<void> {
  await sql.rows(
    "INSERT INTO operator_actions (operator_id, action, subject, detail, done_at) VALUES ($1, $2, $3, $4, $5)",
    [done.operatorId, done.action, done.subject, JSON.stringify(done.detail), at],
  );
}

/** Newest first; those before `before`, the id of an earlier list's last. */
export function listActions(sql: Sql, limit: number, before?: string): Promise<StoredAction[]> {
  return sql.rows<StoredAction>(
    `SELECT a.id::text, coalesce(u.name, '') AS operator, a.action, a.subject, a.detail, a.done_at AS at
       FROM operator_actions a LEFT JOIN users u ON u.id = a.operator_id
      WHERE $2::bigint IS NULL OR a.id < $2 ORDER BY a.id DESC LIMIT $1`,
    [limit, before ?? null],
  );
}
