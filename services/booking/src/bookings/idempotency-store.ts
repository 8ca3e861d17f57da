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

export interface KeyToFind {
  userId: string;
  idempotencyKey: string;
  hash: Buffer;
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

export async function findKey(
  sql: Sql,
  userId: string,
  idempotencyKey: string,
  hash: Buffer,
): Promise<KnownKey | undefined> {
  return (await findKeys(sql, [{ userId, idempotencyKey, hash }]))[0];
}

export interface NewKey {
  userId: string;
  key: string;
  hash: Buffer;
  bookingId: string;
}

/** Waits for rivals with the same key to commit or give up. @returns the bookings whose keys are ours. */
export async function takeKeys(sql: Sql, keys: readonly NewKey[], now: Date): Promise<Set<string>> {
  // In one order for everybody, so that two batches wait for each other and do not deadlock.
  const rows = await sql.rows<{ id: string }>(
    `INSERT INTO idempotency_keys (user_id, key, body_hash, booking_id, created_at)
     SELECT user_id, key, hash, booking_id, $5 FROM unnest($1::uuid[], $2::text[], $3::bytea[], $4::uuid[])
         AS k (user_id, key, hash, booking_id) ORDER BY user_id, key
     ON CONFLICT DO NOTHING RETURNING booking_id AS id`,
    [
      keys.map((key) => key.userId),
      keys.map((key) => key.key),
      keys.map((key) => key.hash),
      keys.map((key) => key.bookingId),
      now,
    ],
  );
  return new Set(rows.map((row) => row.id));
}

/** Frees the keys of bookings that were not made after all, inside the same transaction. */
export async function dropKeys(sql: Sql, bookingIds: readonly string[]): Promise<void> {
  if (bookingIds.length === 0) return;
  await sql.rows("DELETE FROM idempotency_keys WHERE booking_id = ANY($1::uuid[])", [bookingIds]);
}
