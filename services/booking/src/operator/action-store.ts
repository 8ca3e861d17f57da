import type { Sql } from "@railbooker/runtime/database";

/** Something an operator did, by whom and to what. */
export interface OperatorAction {
  operatorId: string;
  action:
    | "delay-reported"
    | "train-cancelled"
    | "platform-changed"
    | "dead-letter-replayed"
    | "roles-changed"
    | "timetable-imported";
  /** A run id, the id of a dead letter, that of a user, or that of a timetable. */
  subject: string;
  /** Plain values, such as minutes, reason, and how many were told. */
  detail: Record<string, string | number>;
}

export type StoredAction = Omit<OperatorAction, "operatorId"> & {
  id: string;
  operator: string;
  /** Name of the user it was done to; looked up when it is read, so that who is forgotten stands in no log. */
  about: string;
  at: Date;
};

/** Called with the `sql` of the transaction that makes the action true, so that neither is kept without the other. */
export async function storeAction(sql: Sql, done: OperatorAction, at: Date): Promise<void> {
  await sql.rows(
    "INSERT INTO operator_actions (operator_id, action, subject, detail, done_at) VALUES ($1, $2, $3, $4, $5)",
    [done.operatorId, done.action, done.subject, JSON.stringify(done.detail), at],
  );
}

/** That an operator has imported a timetable. */
export function recordTimetable(
  sql: Sql,
  operatorId: string,
  {
    timetableId,
    feed,
    trains,
    validTo,
  }: { timetableId: string; feed: string; trains: number; validTo: string },
  at: Date,
): Promise<void> {
  const detail = { feed, trains, validTo };
  return storeAction(sql, { operatorId, action: "timetable-imported", subject: timetableId, detail }, at);
}

export interface ActionsFilter {
  limit: number;
  /** The id of an earlier list's last. */
  before?: string;
  action?: OperatorAction["action"];
  /** Part of the operator's name, of the name of whom it was done to, or of what stands in the detail. */
  q?: string;
}

/** Newest first. */
export function listActions(
  sql: Sql,
  { limit, before, action, q = "" }: ActionsFilter,
): Promise<StoredAction[]> {
  return sql.rows<StoredAction>(
    `SELECT a.id::text, coalesce(u.name, '') AS operator, coalesce(s.name, '') AS about, a.action, a.subject, a.detail,
            a.done_at AS at
       FROM operator_actions a LEFT JOIN users u ON u.id = a.operator_id
       LEFT JOIN users s ON a.action = 'roles-changed' AND s.id::text = a.subject
      WHERE ($2::bigint IS NULL OR a.id < $2) AND ($3::text IS NULL OR a.action = $3)
        AND ($4 = '' OR strpos(lower(concat(u.name, ' ', s.name)), lower($4)) > 0 OR EXISTS (
              SELECT FROM jsonb_each_text(a.detail) AS said WHERE strpos(lower(said.value), lower($4)) > 0))
      ORDER BY a.id DESC LIMIT $1`,
    [limit, before ?? null, action ?? null, q.trim()],
  );
}
