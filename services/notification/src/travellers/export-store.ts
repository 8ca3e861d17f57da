import type { Sql } from "@railbooker/runtime/database";

export interface ExportedTraveller {
  notifications: unknown[];
  mails: unknown[];
  reminders: unknown[];
}

const list = (columns: string, table: string, order: string) =>
  `(SELECT coalesce(json_agg(json_build_object(${columns}) ORDER BY ${order}), '[]') FROM ${table} WHERE user_id = $1)`;

/** All rows about a user; of mails what they were and to whom, since what they said lies in the inbox. */
export async function readTraveller(sql: Sql, userId: string): Promise<ExportedTraveller> {
  const [row] = await sql.rows<ExportedTraveller>(
    `SELECT ${list(
      "'type', type, 'title', title, 'body', body, 'data', data, 'createdAt', created_at, 'readAt', read_at",
      "notifications",
      "seq",
    )} AS notifications,
    ${list(
      "'template', template, 'to', recipient, 'locale', locale, 'status', status, 'createdAt', created_at, 'sentAt', sent_at",
      "mails",
      "created_at",
    )} AS mails,
    ${list(
      "'kind', kind, 'booking', reference, 'to', email, 'dueAt', due_at, 'status', status",
      "reminders",
      "due_at",
    )} AS reminders`,
    [userId],
  );
  return row ?? { notifications: [], mails: [], reminders: [] };
}
