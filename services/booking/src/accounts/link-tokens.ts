import type { Sql } from "@railbooker/runtime/database";
import { AppError } from "@railbooker/runtime/errors";
import { after, hashSecret, newSecret } from "./secret-token.js";

/** What a link sent by e-mail is for; one is no good for the other. */
export type LinkPurpose = "verify-email" | "reset-password" | "change-email";

/** @returns the secret for the link; the database keeps its hash. */
export async function issueLink(
  sql: Sql,
  link: { userId: string; purpose: LinkPurpose; validMs: number; email?: string },
  now: Date,
): Promise<string> {
  const secret = newSecret();
  await sql.rows(
    `INSERT INTO user_tokens (token_hash, user_id, purpose, created_at, expires_at, email)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [hashSecret(secret), link.userId, link.purpose, now, after(now, link.validMs), link.email ?? null],
  );
  return secret;
}

export interface UsedLink {
  userId: string;
  purpose: LinkPurpose;
  /** The address that a link of "change-email" confirms. */
  email: string | null;
}

/**
 * Uses a link up and says whose it was: one statement, so that of two clicks at once only one counts.
 * @throws AppError `link-expired` (410) for a link that is unknown, used, too old, or for something else.
 */
export async function useLink(
  sql: Sql,
  secret: string,
  purposes: readonly LinkPurpose[],
  now: Date,
): Promise<UsedLink> {
  const [row] = await sql.rows<UsedLink>(
    `UPDATE user_tokens SET used_at = $3
      WHERE token_hash = $1 AND purpose = ANY ($2::text[]) AND used_at IS NULL AND expires_at > $3
     RETURNING user_id AS "userId", purpose, email`,
    [hashSecret(secret), purposes, now],
  );
  if (row === undefined) throw linkExpired();
  return row;
}

/** Makes the user's links of these kinds worth nothing: they were asked for before something that matters changed. */
export async function voidLinks(
  sql: Sql,
  userId: string,
  purposes: readonly LinkPurpose[],
  now: Date,
): Promise<void> {
  await sql.rows(
    "UPDATE user_tokens SET used_at = $3 WHERE user_id = $1 AND purpose = ANY ($2::text[]) AND used_at IS NULL",
    [userId, purposes, now],
  );
}

export const linkExpired = (): AppError =>
  new AppError({
    kind: "expired",
    code: "link-expired",
    message: "This link is not valid, has been used, or is too old; ask for a new one.",
  });
