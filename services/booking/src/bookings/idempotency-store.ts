import { createHash } from "node:crypto";
import type { Sql } from "@railbooker/runtime/database";

export interface KnownKey {
  bookingId: string;
  sameBody: boolean;
}

export interface KeyToFind {
  userId: string;
  idempotencyKey: string;
  hash: Buffer;
}

/** A command's key, with what all else in it comes to: the same members in any order are the same. */
export function keyOf({ userId, idempotencyKey, ...body }: Omit<KeyToFind, "hash">): KeyToFind {
  const hash = createHash("sha256")
    .update(JSON.stringify(sorted(body)))
    .digest();
  return { userId, idempotencyKey, hash };
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

/** What keys were used for before, in their order. */
export async function findKeys(sql: Sql, keys: readonly KeyToFind[]): Promise<(KnownKey | undefined)[]> {
  const rows = await sql.rows<{ place: number; bookingId: string; bodyHash: Buffer }>(
    `SELECT w.place::int AS place, k.booking_id AS "bookingId", k.body_hash AS "bodyHash"
       FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS w (user_id, key, place)
       JOIN idempotency_keys k ON k.user_id = w.user_id AND k.key = w.key`,
    [keys.map(({ userId }) => userId), keys.map(({ idempotencyKey }) => idempotencyKey)],
  );
  const known = new Map(rows.map(({ place, ...row }) => [place, row]));
  return keys.map(({ hash }, index) => {
    const row = known.get(index + 1);
    return row && { bookingId: row.bookingId, sameBody: row.bodyHash.equals(hash) };
  });
}

export async function findKey(sql: Sql, key: KeyToFind): Promise<KnownKey | undefined> {
  return (await findKeys(sql, [key]))[0];
}

/** Waits for a rival with the same key to commit or give up. @returns false where the key is the rival's. */
export async function takeKey(
  sql: Sql,
  { userId, idempotencyKey, hash }: KeyToFind,
  bookingId: string,
  now: Date,
): Promise<boolean> {
  const rows = await sql.rows(
    `INSERT INTO idempotency_keys (user_id, key, body_hash, booking_id, created_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING RETURNING 1`,
    [userId, idempotencyKey, hash, bookingId, now],
  );
  return rows.length === 1;
}
