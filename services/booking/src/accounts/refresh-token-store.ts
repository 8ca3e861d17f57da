import type { Sql } from "@railbooker/runtime/database";
import type { Credentials } from "./credential-store.js";
import type { Device } from "./device.js";
import { after, days, hashSecret, newSecret } from "./secret-token.js";

/** A sign-in by token: the refresh tokens that follow one another, each used once. */
export interface Family {
  familyId: string;
  userId: string;
}

const tokenValidMs = days(30);
const familyValidMs = days(90);

/** @returns undefined where the password has been changed since it was checked. */
export async function startFamily(
  sql: Sql,
  { user, passwordHash }: Credentials,
  device: Device,
  now: Date,
): Promise<Family | undefined> {
  const rows = await sql.rows<Family>(
    `WITH owner AS (SELECT id FROM users WHERE id = $1 AND password_hash = $5 FOR SHARE)
     INSERT INTO token_families (user_id, device, created_at, expires_at) SELECT id, $2::jsonb, $3, $4 FROM owner
     RETURNING id AS "familyId", user_id AS "userId"`,
    [user.id, JSON.stringify(device), now, after(now, familyValidMs), passwordHash],
  );
  return rows[0];
}

export async function issueRefreshToken(sql: Sql, familyId: string, now: Date): Promise<string> {
  const secret = newSecret();
  await sql.rows(
    "INSERT INTO refresh_tokens (token_hash, family_id, created_at, expires_at) VALUES ($1, $2, $3, $4)",
    [hashSecret(secret), familyId, now, after(now, tokenValidMs)],
  );
  return secret;
}

/** Uses a refresh token up. One statement decides: of two requests with the same token only one gets its family. */
export async function useRefreshToken(sql: Sql, secret: string, now: Date): Promise<Family | undefined> {
  const [family] = await sql.rows<Family>(
    `UPDATE refresh_tokens t SET used_at = $2 FROM token_families f
     WHERE t.token_hash = $1 AND t.used_at IS NULL AND t.expires_at > $2
       AND f.id = t.family_id AND f.ended_at IS NULL AND f.expires_at > $2
     RETURNING f.id AS "familyId", f.user_id AS "userId"`,
    [hashSecret(secret), now],
  );
  return family;
}

/** A used token that comes again is held by two: its family ends. @returns the family, when this call ended it. */
export async function endFamilyOfReused(sql: Sql, secret: string, now: Date): Promise<Family | undefined> {
  const [family] = await sql.rows<Family>(
    `UPDATE token_families f SET ended_at = $2 FROM refresh_tokens t
     WHERE t.token_hash = $1 AND t.used_at IS NOT NULL AND f.id = t.family_id AND f.ended_at IS NULL
     RETURNING f.id AS "familyId", f.user_id AS "userId"`,
    [hashSecret(secret), now],
  );
  return family;
}

export async function endFamily(sql: Sql, familyId: string, now: Date): Promise<void> {
  await sql.rows("UPDATE token_families SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL", [
    familyId,
    now,
  ]);
}

/** Ends the user's families, all but the one excepted. */
export async function endFamiliesOf(
  sql: Sql,
  userId: string,
  now: Date,
  exceptFamilyId?: string,
): Promise<void> {
  await sql.rows(
    `UPDATE token_families SET ended_at = $2
      WHERE user_id = $1 AND ended_at IS NULL AND id IS DISTINCT FROM $3::uuid`,
    [userId, now, exceptFamilyId ?? null],
  );
}
