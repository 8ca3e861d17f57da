import type { Locale } from "@railbooker/events/account-events";
import type { Sql } from "@railbooker/runtime/database";
import type { CurrentUser } from "./current-user.js";

export interface StoredUser extends CurrentUser {
  /** Counts this user's events; see `aggregateversion` in the event envelope. */
  version: number;
}

export const userColumns = `u.id, u.email, u.name, u.locale, u.roles, u.version, u.email_verified_at IS NOT NULL AS "emailVerified"`;

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
     ON CONFLICT (lower(email)) DO NOTHING RETURNING ${userColumns}`,
    [user.email, user.name, user.locale, user.passwordHash, now],
  );
  return row;
}

export async function findUser(sql: Sql, id: string): Promise<StoredUser | undefined> {
  const [row] = await sql.rows<StoredUser>(
    `SELECT ${userColumns} FROM users u WHERE u.id = $1 AND u.deleted_at IS NULL`,
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
    `SELECT w.place::int AS place, ${userColumns} FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS w (id, family, place)
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

export async function nextVersion(sql: Sql, id: string): Promise<StoredUser | undefined> {
  const [row] = await sql.rows<StoredUser>(
    `UPDATE users u SET version = version + 1 WHERE id = $1 AND deleted_at IS NULL RETURNING ${userColumns}`,
    [id],
  );
  return row;
}

/** Takes the next version for an event and locks the row until the transaction ends. */
export async function nextVersionByEmail(sql: Sql, email: string): Promise<StoredUser | undefined> {
  const [row] = await sql.rows<StoredUser>(
    `UPDATE users u SET version = version + 1 WHERE lower(email) = lower($1) AND deleted_at IS NULL RETURNING ${userColumns}`,
    [email],
  );
  return row;
}

export interface ProfileChange {
  name?: string;
  locale?: Locale;
}

/** What is left out stays as it is. With a language the version is the next one, for its event. */
export async function changeUser(
  sql: Sql,
  id: string,
  { name, locale }: ProfileChange,
): Promise<StoredUser | undefined> {
  const [row] = await sql.rows<StoredUser>(
    `UPDATE users u SET name = coalesce($2, name), locale = coalesce($3, locale), version = version + ($3::text IS NOT NULL)::int
     WHERE id = $1 AND deleted_at IS NULL RETURNING ${userColumns}`,
    [id, name ?? null, locale ?? null],
  );
  return row;
}

/** The row stays, since bookings name it; whose it was is forgotten. */
export async function pseudonymiseUser(sql: Sql, id: string, now: Date): Promise<void> {
  await sql.rows(
    `UPDATE users SET email = 'deleted-' || id || '@deleted.invalid', name = 'Deleted traveller',
       password_hash = NULL, email_verified_at = NULL, roles = '{}', locale = 'en', deleted_at = $2
     WHERE id = $1 AND deleted_at IS NULL`,
    [id, now],
  );
}
