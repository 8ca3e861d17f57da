import { createHash } from "node:crypto";
import type { Sql } from "@railbooker/runtime/database";

export interface KnownKey {
  bookingId: string;
  sameBody: boolean;
}

/** The same members in any order are the same body. */
export function hashBody(body: unknown): Buffer {
  return createHash("sha256")
    .update(JSON.stringify(sorted(body)))
    .digest();
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
}

export async function findKey(
  sql: Sql,
  userId: string,
  key: string,
  hash: Buffer,
): Promise<KnownKey | undefined> {
  const [row] = await sql.rows<{ bookingId: string; bodyHash: Buffer }>(
    `SELECT booking_id AS "bookingId", body_hash AS "bodyHash" FROM idempotency_keys WHERE user_id = $1 AND key = $2`,
    [userId, key],
  );
  return row === undefined ? undefined : { bookingId: row.bookingId, sameBody: row.bodyHash.equals(hash) };
}

/** Waits for a rival with the same key to commit or give up. @returns whether the key is ours. */
export async function takeKey(
  sql: Sql,
  userId: string,
  key: string,
  hash: Buffer,
  bookingId: string,
  now: Date,
): Promise<boolean> {
  const rows = await sql.rows(
    "INSERT INTO idempotency_keys (user_id, key, body_hash, booking_id, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING key",
    [userId, key, hash, bookingId, now],
  );
  return rows.length === 1;
}
