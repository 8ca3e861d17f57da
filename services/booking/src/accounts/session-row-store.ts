import type { Sql } from "@railbooker/runtime/database";
import type { SessionData } from "express-session";
import { after, days, minutes } from "./secret-token.js";

/** A session ends this long after its last request, and this long after its start in any case. */
export const idleMs = days(7);
export const absoluteMs = days(30);
/** The time of the last request is noted this exactly: more would be a write for every request. */
const seenEveryMs = minutes(1);

export interface NewSession {
  sidHash: string;
  userId: string;
  data: SessionData;
}

export async function saveSession(sql: Sql, session: NewSession, now: Date): Promise<void> {
  await sql.rows(
    `INSERT INTO sessions AS s (sid_hash, user_id, data, created_at, last_seen_at, expires_at)
     VALUES ($1, $2, $3, $4, $4, $5)
     ON CONFLICT (sid_hash) DO UPDATE SET data = excluded.data WHERE s.user_id = excluded.user_id`,
    [session.sidHash, session.userId, JSON.stringify(session.data), now, after(now, idleMs)],
  );
}

export async function loadSession(sql: Sql, sidHash: string, now: Date): Promise<SessionData | undefined> {
  const [row] = await sql.rows<{ data: SessionData; lastSeenAt: Date; createdAt: Date }>(
    `SELECT data, last_seen_at AS "lastSeenAt", created_at AS "createdAt" FROM sessions
     WHERE sid_hash = $1 AND expires_at > $2`,
    [sidHash, now],
  );
  if (row === undefined) return undefined;
  if (now.getTime() - row.lastSeenAt.getTime() >= seenEveryMs) {
    const expiry = Math.min(now.getTime() + idleMs, row.createdAt.getTime() + absoluteMs);
    await sql.rows(
      "UPDATE sessions SET last_seen_at = $2, expires_at = $3 WHERE sid_hash = $1 AND last_seen_at < $2",
      [sidHash, now, new Date(expiry)],
    );
  }
  return row.data;
}

export async function deleteSession(sql: Sql, sidHash: string): Promise<void> {
  await sql.rows("DELETE FROM sessions WHERE sid_hash = $1", [sidHash]);
}

/** @returns the hashes of the sessions that were deleted. */
export async function deleteSessionsOf(sql: Sql, userId: string, exceptSidHash?: string): Promise<string[]> {
  const rows = await sql.rows<{ sidHash: string }>(
    `DELETE FROM sessions WHERE user_id = $1 AND sid_hash IS DISTINCT FROM $2 RETURNING sid_hash AS "sidHash"`,
    [userId, exceptSidHash ?? null],
  );
  return rows.map((row) => row.sidHash);
}
