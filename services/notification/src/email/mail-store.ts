import type { Sql } from "@railbooker/runtime/database";
import { type Mail, type MailOutcome, mostHandOvers } from "./mail.js";

/** Counts an attempt. @returns undefined for a mail that is done with, as when its job ran twice. */
export async function beginAttempt(sql: Sql, id: string): Promise<Mail | undefined> {
  const [mail] = await sql.rows<Mail>(
    `UPDATE mails SET attempts = attempts + 1 WHERE id = $1 AND status = 'queued'
     RETURNING id, doubts, event_id AS "eventId", template, locale, recipient, data, traceparent, created_at AS "createdAt"`,
    [id],
  );
  return mail;
}

export type KnownOutcome = Exclude<MailOutcome, { kind: "unknown" }>;

/** The last mail to somebody whose account is gone was all that its address was still kept for. */
export async function settleMail(sql: Sql, id: string, outcome: KnownOutcome, at: Date): Promise<void> {
  const status = { sent: "sent", refused: "failed" }[outcome.kind];
  await sql.rows(
    `UPDATE mails SET status = $2, last_error = $3, outcome_at = $4::timestamptz,
            sent_at = CASE WHEN $2 = 'sent' THEN $4::timestamptz END,
            recipient = CASE WHEN account.gone THEN 'erased-' || id ELSE recipient END,
            data = CASE WHEN account.gone THEN '{}' ELSE data END
       FROM (SELECT EXISTS (SELECT 1 FROM travellers t JOIN mails m ON m.user_id = t.user_id
                             WHERE m.id = $1 AND t.erased_at IS NOT NULL) AS gone) AS account
      WHERE id = $1 AND status = 'queued'`,
    [id, status, outcome.kind === "sent" ? null : outcome.reason, at],
  );
}

/** Counts an unknown fate once, however many workers met it. @returns whether the mail is to be sent again. */
export async function noteDoubt(
  sql: Sql,
  { id, doubts }: Pick<Mail, "id" | "doubts">,
  reason: string,
  at: Date,
): Promise<boolean> {
  const [row] = await sql.rows<{ status: string }>(
    `UPDATE mails SET doubts = doubts + 1, last_error = $3, outcome_at = $5,
            status = CASE WHEN doubts + 1 < $4 THEN 'queued' ELSE 'unknown' END
     WHERE id = $1 AND doubts = $2 AND status = 'queued' RETURNING status`,
    [id, doubts, reason, mostHandOvers, at],
  );
  return row?.status === "queued";
}

export async function noteFailure(sql: Sql, id: string, reason: string, at: Date): Promise<void> {
  await sql.rows("UPDATE mails SET last_error = $2, outcome_at = $3 WHERE id = $1", [id, reason, at]);
}

/**
 * Mails that have waited since before `waitingSince`, longest first, marked as queued just now: two sweepers share them,
 * and one that stays queued does not keep the others from their turn.
 */
export async function takeWaiting(sql: Sql, waitingSince: Date, now: Date, limit: number): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `UPDATE mails SET queued_at = $2 WHERE id IN (
       SELECT id FROM mails WHERE status = 'queued' AND queued_at < $1
       ORDER BY queued_at LIMIT $3 FOR UPDATE SKIP LOCKED)
     RETURNING id`,
    [waitingSince, now, limit],
  );
  return rows.map((row) => row.id);
}

/** @returns how many were given up: a confirmation that comes days late helps nobody. */
export async function giveUpOlderThan(sql: Sql, createdBefore: Date, at: Date): Promise<number> {
  const rows = await sql.rows(
    `UPDATE mails SET status = 'failed', last_error = 'given up: ' || coalesce(last_error, 'never attempted'), outcome_at = $2
     WHERE status = 'queued' AND created_at < $1 RETURNING id`,
    [createdBefore, at],
  );
  return rows.length;
}
