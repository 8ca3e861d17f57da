import type { Sql } from "@railbooker/runtime/database";
import { type StoredUser, userColumns } from "./user-store.js";

export interface Credentials {
  user: StoredUser;
  passwordHash: string;
}

export async function findCredentials(sql: Sql, email: string): Promise<Credentials | undefined> {
  const [row] = await sql.rows<StoredUser & { passwordHash: string | null }>(
    `SELECT ${userColumns}, u.password_hash AS "passwordHash" FROM users u
     WHERE lower(u.email) = lower($1) AND u.deleted_at IS NULL`,
    [email],
  );
  if (row === undefined || row.passwordHash === null) return undefined;
  const { passwordHash, ...user } = row;
  return { user, passwordHash };
}

/**
 * @param before the hash that must still be there, where the change was allowed because of it.
 * @returns the user, with the next version for an event; undefined where the account or that hash is gone.
 */
export async function setPasswordHash(
  sql: Sql,
  id: string,
  passwordHash: string,
  before?: string,
): Promise<StoredUser | undefined> {
  const [row] = await sql.rows<StoredUser>(
    `UPDATE users u SET password_hash = $2, version = version + 1
      WHERE id = $1 AND deleted_at IS NULL AND ($3::text IS NULL OR password_hash = $3) RETURNING ${userColumns}`,
    [id, passwordHash, before ?? null],
  );
  return row;
}

export async function findPasswordHash(sql: Sql, id: string): Promise<string | undefined> {
  const [row] = await sql.rows<{ passwordHash: string | null }>(
    `SELECT password_hash AS "passwordHash" FROM users WHERE id = $1 AND deleted_at IS NULL`,
    [id],
  );
  return row?.passwordHash ?? undefined;
}

export async function isTaken(sql: Sql, email: string): Promise<boolean> {
  const rows = await sql.rows("SELECT 1 FROM users WHERE lower(email) = lower($1)", [email]);
  return rows.length > 0;
}

export interface MovedUser {
  user: StoredUser;
  /** The address as it was. */
  before: string;
}

/**
 * Gives the user a new, confirmed address and the next version for an event.
 * @returns undefined where the account is gone. @throws the database's 23505 where the address is taken.
 */
export async function setEmail(
  sql: Sql,
  id: string,
  email: string,
  now: Date,
): Promise<MovedUser | undefined> {
  const [row] = await sql.rows<StoredUser & { before: string }>(
    `UPDATE users u SET email = $2, email_verified_at = $3, version = u.version + 1
       FROM (SELECT id, email AS before FROM users WHERE id = $1 AND deleted_at IS NULL FOR UPDATE) AS old
      WHERE u.id = old.id RETURNING ${userColumns}, old.before`,
    [id, email, now],
  );
  if (row === undefined) return undefined;
  const { before, ...user } = row;
  return { user, before };
}

export async function markVerified(sql: Sql, id: string, now: Date): Promise<void> {
  await sql.rows("UPDATE users SET email_verified_at = coalesce(email_verified_at, $2) WHERE id = $1", [
    id,
    now,
  ]);
}

/**
 * Whether the password is still this one. Waits for a change under way: asked after a sign-in was stored, either that change
 * ends the sign-in with the others, or this says no.
 */
export async function stillHasPassword(sql: Sql, id: string, passwordHash: string): Promise<boolean> {
  const rows = await sql.rows("SELECT 1 FROM users WHERE id = $1 AND password_hash = $2 FOR SHARE", [
    id,
    passwordHash,
  ]);
  return rows.length === 1;
}
