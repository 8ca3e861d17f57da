import type { Sql } from "@railbooker/runtime/database";
import { AppError } from "@railbooker/runtime/errors";
import { after, hashSecret, newSecret } from "./secret-token.js";

/** What a link sent by e-mail is for; one is no good for the other. */
export type LinkPurpose = "verify-email" | "reset-password";

/** @returns the secret for the link; the database keeps its hash. */
export async function issueLink(
  sql: Sql,
  link: { userId: string; purpose: LinkPurpose; validMs: number },
  now: Date,
): Promise<string> {
  const secret = newSecret();
  await sql.rows(
    "INSERT INTO user_tokens (token_hash, user_id, purpose, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
    [hashSecret(secret), link.userId, link.purpose, now, after(now, link.validMs)],
  );
  return secret;
}

/**
 * Uses a link up and says whose it was: one statement, so that of two clicks at once only one counts.
 * @throws AppError `link-expired` (410) for a link that is unknown, used, too old, or for something else.
 */
export async function useLink(sql: Sql, secret: string, purpose: LinkPurpose, now: Date): Promise<string> {
  const [row] = await sql.rows<{ userId: string }>(
    `UPDATE user_tokens SET used_at = $3 WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3
     RETURNING user_id AS "userId"`,
    [hashSecret(secret), purpose, now],
  );
  if (row === undefined) {
    throw new AppError({
      kind: "expired",
      code: "link-expired",
      message: "This link is not valid, has been used, or is too old; ask for a new one.",
    });
  }
  return row.userId;
}

/** After a success the user's other links of that kind are worth nothing. */
export async function voidLinks(sql: Sql, userId: string, purpose: LinkPurpose, now: Date): Promise<void> {
  await sql.rows(
    "UPDATE user_tokens SET used_at = $3 WHERE user_id = $1 AND purpose = $2 AND used_at IS NULL",
    [userId, purpose, now],
  );
}
