import type { Sql } from "@railbooker/runtime/database";
import type { Role } from "./current-user.js";
import { type StoredUser, userColumns } from "./user-store.js";

export type ListedUser = Omit<StoredUser, "version"> & { createdAt: Date };

export interface UserSearch {
  /** Part of a name or an address. */
  search?: string;
  role?: Role;
  limit: number;
  /** The id of an earlier list's last. */
  after?: string;
}

/** By address. */
export function searchUsers(sql: Sql, { search, role, limit, after }: UserSearch): Promise<ListedUser[]> {
  return sql.rows<ListedUser>(
    `SELECT ${userColumns}, u.created_at AS "createdAt" FROM users u
      WHERE u.deleted_at IS NULL AND ($1::text IS NULL OR strpos(lower(u.email || ' ' || u.name), lower($1)) > 0)
        AND ($2::text IS NULL OR $2 = ANY (u.roles))
        AND ($3::uuid IS NULL OR (lower(u.email), u.id) > (SELECT lower(email), id FROM users WHERE id = $3))
      ORDER BY lower(u.email), u.id LIMIT $4`,
    [search?.trim() ?? null, role ?? null, after ?? null, limit],
  );
}

/** Keeps everybody who is an operator from ceasing to be one until the transaction ends. @returns their ids. */
export async function lockOperators(sql: Sql): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `SELECT id FROM users WHERE 'operator' = ANY (roles) AND deleted_at IS NULL ORDER BY id FOR UPDATE`,
  );
  return rows.map(({ id }) => id);
}

export interface ChangedRoles {
  user: ListedUser;
  before: Role[];
}

/** @returns undefined when there is no such user. */
export async function setRoles(
  sql: Sql,
  id: string,
  roles: readonly Role[],
): Promise<ChangedRoles | undefined> {
  const [row] = await sql.rows<ListedUser & { before: Role[] }>(
    `UPDATE users u SET roles = $2
       FROM (SELECT id, roles AS before FROM users WHERE id = $1 AND deleted_at IS NULL FOR UPDATE) AS old
      WHERE u.id = old.id RETURNING ${userColumns}, u.created_at AS "createdAt", old.before`,
    [id, roles],
  );
  if (row === undefined) return undefined;
  const { before, ...user } = row;
  return { user, before };
}
