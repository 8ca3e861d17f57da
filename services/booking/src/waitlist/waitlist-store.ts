import type { Sql } from "@railbooker/runtime/database";
import type { WaitlistEntry, WaitlistStatus, WaitlistView } from "./waitlist-entry.js";

/** One at a time joins or promotes on a run; held until the transaction ends, and taken before the run's seats. */
export async function lockWaitlist(sql: Sql, runId: string): Promise<void> {
  await sql.rows("SELECT pg_advisory_xact_lock(hashtext('railbooker:waitlist'), hashtext($1))", [runId]);
}

/** @returns false where the user waits for the same already. */
export async function insertEntry(sql: Sql, entry: WaitlistEntry): Promise<boolean> {
  const rows = await sql.rows(
    `INSERT INTO waitlist_entries (id, user_id, email, run_id, from_location, to_location, from_position, to_position,
                                   service_class, fare, passengers, joined_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING RETURNING id`,
    [
      entry.id,
      entry.userId,
      entry.email,
      entry.runId,
      entry.from,
      entry.to,
      entry.fromPosition,
      entry.toPosition,
      entry.serviceClass,
      entry.fare,
      entry.passengers,
      entry.joinedAt,
    ],
  );
  return rows.length === 1;
}

const columns = `e.id, e.user_id AS "userId", e.email, e.run_id AS "runId", e.from_location AS "from", e.to_location AS "to",
  e.from_position AS "fromPosition", e.to_position AS "toPosition", e.service_class AS "serviceClass", e.fare, e.passengers,
  e.joined_at AS "joinedAt", e.place::text AS place`;

/** Who waits on a run, in order, after a place; those that somebody else has in hand are left out. */
export function waitingOn(
  sql: Sql,
  runId: string,
  after: string,
  limit: number,
): Promise<(WaitlistEntry & { place: string })[]> {
  return sql.rows(
    `SELECT ${columns} FROM waitlist_entries e WHERE e.run_id = $1 AND e.status = 'waiting' AND e.place > $2
      ORDER BY e.place LIMIT $3 FOR UPDATE SKIP LOCKED`,
    [runId, after, limit],
  );
}

/** Runs that somebody waits on, in the order of their ids, from the one after `after` on. */
export async function runsWaitedFor(sql: Sql, after: string, limit: number): Promise<string[]> {
  const rows = await sql.rows<{ runId: string }>(
    `SELECT DISTINCT run_id AS "runId" FROM waitlist_entries WHERE status = 'waiting' AND run_id > $1
      ORDER BY run_id LIMIT $2`,
    [after, limit],
  );
  return rows.map((row) => row.runId);
}

export async function markPromoted(sql: Sql, id: string, holdId: string): Promise<void> {
  await sql.rows("UPDATE waitlist_entries SET status = 'promoted', hold_id = $2 WHERE id = $1", [id, holdId]);
}

export async function markEnded(sql: Sql, id: string): Promise<void> {
  await sql.rows("UPDATE waitlist_entries SET status = 'ended' WHERE id = $1", [id]);
}

/** @returns whether there is such an entry of the user's at all. */
export async function leaveWaitlist(sql: Sql, id: string, userId: string): Promise<boolean> {
  const [row] = await sql.rows<{ known: boolean }>(
    `WITH gone AS (UPDATE waitlist_entries SET status = 'left' WHERE id = $1 AND user_id = $2 AND status = 'waiting')
     SELECT EXISTS (SELECT 1 FROM waitlist_entries WHERE id = $1 AND user_id = $2) AS known`,
    [id, userId],
  );
  return row?.known === true;
}

interface ViewRow extends Omit<WaitlistView, "position" | "holdId" | "expiresAt"> {
  position: number;
  holdId: string | null;
  expiresAt: Date | null;
}

/** A user's entries, the latest first; one alone where an id is given. The end of a promotion is that of its hold. */
export async function entriesOf(
  sql: Sql,
  userId: string,
  now: Date,
  id: string | null = null,
): Promise<WaitlistView[]> {
  const rows = await sql.rows<ViewRow>(
    `SELECT ${columns},
            CASE WHEN e.status <> 'promoted' THEN e.status
                 WHEN h.status = 'booked' THEN 'booked'
                 WHEN h.status = 'active' AND h.expires_at > $2 THEN 'promoted' ELSE 'expired' END AS status,
            e.hold_id AS "holdId", h.expires_at AS "expiresAt",
            (SELECT count(*)::int FROM waitlist_entries o
              WHERE o.run_id = e.run_id AND o.status = 'waiting' AND o.service_class = e.service_class AND o.place <= e.place
                AND o.from_position < e.to_position AND o.to_position > e.from_position) AS position
       FROM waitlist_entries e LEFT JOIN holds h ON h.id = e.hold_id
      WHERE e.user_id = $1 AND ($3::uuid IS NULL OR e.id = $3) ORDER BY e.place DESC LIMIT 50`,
    [userId, now, id],
  );
  return rows.map(toView);
}

function toView(row: ViewRow): WaitlistView {
  const { id, runId, from, to, serviceClass, fare, passengers, joinedAt, position, holdId, expiresAt } = row;
  const status: WaitlistStatus = row.status;
  return {
    id,
    runId,
    from,
    to,
    serviceClass,
    fare,
    passengers,
    joinedAt,
    status,
    ...(status === "waiting" ? { position } : {}),
    ...(holdId === null ? {} : { holdId }),
    ...(expiresAt === null ? {} : { expiresAt }),
  };
}
