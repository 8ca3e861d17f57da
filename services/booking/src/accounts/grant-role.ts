import type { Sql } from "@railbooker/runtime/database";

export type RoleChange = "granted" | "had-it" | "no-such-user";

/** Gives a user a role; one statement, so that two at once lose nothing. */
export async function grantRole(sql: Sql, email: string, role: string): Promise<RoleChange> {
  const [row] = await sql.rows<{ before: boolean }>(
    `WITH found AS (SELECT id, roles FROM users WHERE lower(email) = lower($1) AND deleted_at IS NULL FOR UPDATE),
          changed AS (UPDATE users u SET roles = array_append(u.roles, $2) FROM found f
                       WHERE u.id = f.id AND NOT $2 = ANY (f.roles))
     SELECT $2 = ANY (roles) AS before FROM found`,
    [email, role],
  );
  if (row === undefined) return "no-such-user";
  return row.before ? "had-it" : "granted";
}
