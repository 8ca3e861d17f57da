import type { Sql } from "@railbooker/runtime/database";

export interface StoredNotification {
  seq: number;
  type: string;
  title: string;
  body: string;
  data: Record<string, unknown>;
  createdAt: Date;
  readAt: Date | null;
  /** Its user does not want to be shown it at once. */
  silent: boolean;
}

export interface FeedState {
  /** Number of the user's latest notification; 0 before the first. */
  maxSeq: number;
  unread: number;
}

const columns = `seq, type, title, body, data, created_at AS "createdAt", read_at AS "readAt", silent`;

export interface FeedPart {
  limit: number;
  /** The first `limit` after this number. */
  after?: number;
  /** The latest `limit` before this number. */
  before?: number;
}

/** Without a number, the latest. Oldest first either way. */
export async function listNotifications(
  sql: Sql,
  userId: string,
  { limit, after, before }: FeedPart,
): Promise<StoredNotification[]> {
  if (after !== undefined)
    return sql.rows(
      `SELECT ${columns} FROM notifications WHERE user_id = $1 AND seq > $2 AND seq < coalesce($4, 2147483647)
        ORDER BY seq LIMIT $3`,
      [userId, after, limit, before ?? null],
    );
  const latest = await sql.rows<StoredNotification>(
    `SELECT ${columns} FROM notifications WHERE user_id = $1 AND seq < coalesce($3, 2147483647)
      ORDER BY seq DESC LIMIT $2`,
    [userId, limit, before ?? null],
  );
  return latest.reverse();
}

export async function feedState(sql: Sql, userId: string): Promise<FeedState> {
  const [row] = await sql.rows<FeedState>(
    `SELECT last_seq AS "maxSeq", last_seq - read_up_to AS unread FROM notification_feeds WHERE user_id = $1`,
    [userId],
  );
  return row ?? { maxSeq: 0, unread: 0 };
}

/** The number of each user's latest notification; users without any are left out. */
export async function latestNumbers(
  sql: Sql,
  userIds: readonly string[],
): Promise<{ userId: string; maxSeq: number }[]> {
  return sql.rows(
    `SELECT user_id AS "userId", last_seq AS "maxSeq" FROM notification_feeds WHERE user_id = ANY ($1::text[])`,
    [userIds],
  );
}

/** Marks everything up to the number as read; never takes a mark back. One statement, so that two tabs cannot disagree. */
export async function markRead(sql: Sql, userId: string, upTo: number, at: Date): Promise<FeedState> {
  const [row] = await sql.rows<FeedState>(
    `WITH marked AS (
       UPDATE notifications SET read_at = $3 WHERE user_id = $1 AND seq <= $2 AND read_at IS NULL
     )
     UPDATE notification_feeds SET read_up_to = GREATEST(read_up_to, LEAST($2, last_seq))
     WHERE user_id = $1
     RETURNING last_seq AS "maxSeq", last_seq - read_up_to AS unread`,
    [userId, upTo, at],
  );
  return row ?? { maxSeq: 0, unread: 0 };
}
