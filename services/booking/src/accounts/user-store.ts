import type { Sql } from "@railbooker/runtime/database";
import type { CurrentUser, Locale, Role } from "./current-user.js";

export interface StoredUser extends CurrentUser {
  /** Counts this user's events; see `aggregateversion` in the event envelope. */
  version: number;
}

const columns = `u.id, u.email, u.name, u.locale, u.roles, u.version, u.email_verified_at IS NOT NULL AS "emailVerified"`;

export interface NewUser {
  email: string;
  name: string;
  locale: Locale;
  passwordHash: string;
}

/** @returns undefined when the address, in whatever case, is taken: the index decides, not a look beforehand. */
export async function insertUser(sql: Sql, user: NewUser, now: Date): Promise<StoredUser | undefined> {
  const [row] = await sql.rows<StoredUser>(
    `INSERT INTO users AS u (email, name, locale, password_hash, created_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (lower(email)) DO NOTHING RETURNING ${columns}`,
    [user.email, user.name, user.locale, user.passwordHash, now],
  );
  return row;
}

export async function findUser(sql: Sql, id: string): Promise<StoredUser | undefined> {
  const [row] = await sql.rows<StoredUser>(
    `SELECT ${columns} FROM users u WHERE u.id = $1 AND u.deleted_at IS NULL`,
    [id],
  );
  return row;
}

/** An access token's user, and the sign-in it stems from. */
export interface TokenUser {
  id: string;
  familyId: string | undefined;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The users behind access tokens, in their order; undefined where the user is gone or the sign-in has ended since. */
export async function findTokenUsers(
  sql: Sql,
  tokens: readonly TokenUser[],
): Promise<(StoredUser | undefined)[]> {
  const known = tokens.map(
    ({ id, familyId }) => uuid.test(id) && (familyId === undefined || uuid.test(familyId)),
  );
  const rows = await sql.rows<StoredUser & { place: number }>(
    `SELECT w.place::int AS place, ${columns} FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS w (id, family, place)
       JOIN users u ON u.id = w.id AND u.deleted_at IS NULL
      WHERE w.family IS NULL OR EXISTS (
        SELECT 1 FROM token_families f WHERE f.id = w.family AND f.user_id = u.id AND f.ended_at IS NULL)`,
    [
      tokens.map(({ id }, index) => (known[index] === true ? id : null)),
      tokens.map(({ familyId }, index) => (known[index] === true ? (familyId ?? null) : null)),
    ],
  );
  const users = new Map(rows.map(({ place, ...user }) => [place, user]));
  return tokens.map((_, index) => users.get(index + 1));
}

export async function findTokenUser(
  sql: Sql,
  id: string,
  familyId: string | undefined,
): Promise<StoredUser | undefined> {
  return (await findTokenUsers(sql, [{ id, familyId }]))[0];
}

export interface Credentials {
  user: StoredUser;
  passwordHash: string;
}

export async function findCredentials(sql: Sql, email: string): Promise<Credentials | undefined> {
  const [row] = await sql.rows<StoredUser & { passwordHash: string | null }>(
    `SELECT ${columns}, u.password_hash AS "passwordHash" FROM users u
     WHERE lower(u.email) = lower($1) AND u.deleted_at IS NULL`,
    [email],
  );
  if (row === undefined || row.passwordHash === null) return undefined;
  const { passwordHash, ...user } = row;
  return { user, passwordHash };
}

/** Takes the next version for an event and locks the row until the transaction ends. */
export async function nextVersion(sql: Sql, email: string): Promise<StoredUser | undefined> {
  const [row] = await sql.rows<StoredUser>(
    `UPDATE users u SET version = version + 1 WHERE lower(email) = lower($1) AND deleted_at IS NULL RETURNING ${columns}`,
    [email],
  );
  return row;
}

export interface ProfileChange {
  name?: string;
  locale?: Locale;
}

/** What is left out stays as it is. */
export async function changeUser(
  sql: Sql,
  id: string,
  { name, locale }: ProfileChange,
): Promise<StoredUser | undefined> {
  const [row] = await sql.rows<StoredUser>(
    `UPDATE users u SET name = coalesce($2, name), locale = coalesce($3, locale)
     WHERE id = $1 AND deleted_at IS NULL RETURNING ${columns}`,
    [id, name ?? null, locale ?? null],
  );
  return row;
}

export async function setPasswordHash(sql: Sql, id: string, passwordHash: string): Promise<boolean> {
  const rows = await sql.rows(
    "UPDATE users SET password_hash = $2 WHERE id = $1 AND deleted_at IS NULL RETURNING id",
    [id, passwordHash],
  );
  return rows.length === 1;
}

export async function markVerified(sql: Sql, id: string, now: Date): Promise<void> {
  await sql.rows("UPDATE users SET email_verified_at = coalesce(email_verified_at, $2) WHERE id = $1", [
    id,
    now,
  ]);
}

/** Bookings stay for the accounts; whom they were for is forgotten. */
export async function pseudonymiseUser(sql: Sql, id: string, now: Date): Promise<void> {
  await sql.rows(
    `UPDATE users SET email = 'deleted-' || id || '@deleted.invalid', name = 'Deleted traveller',
       password_hash = NULL, email_verified_at = NULL, roles = '{}', deleted_at = $2
     WHERE id = $1 AND deleted_at IS NULL`,
    [id, now],
  );
}

/** For the operator's scripts: no route grants a role. @returns false when there is no such user. */
export async function setRoles(sql: Sql, email: string, roles: readonly Role[]): Promise<boolean> {
  const rows = await sql.rows(
    "UPDATE users SET roles = $2 WHERE lower(email) = lower($1) AND deleted_at IS NULL RETURNING id",
    [email, roles],
  );
  return rows.length === 1;
}
