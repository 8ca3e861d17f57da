import type { Sql } from "@railbooker/runtime/database";

export interface Contact {
  bookingId: string;
  userId: string;
  reference: string;
  /** As it was given when the booking was made: mails go nowhere else. */
  email: string;
  version: number;
}

/** Locks the booking of this reference and address, and gives it its next version; undefined where there is none. */
export async function lockContact(sql: Sql, reference: string, email: string): Promise<Contact | undefined> {
  const [row] = await sql.rows<Contact>(
    `UPDATE bookings SET version = version + 1 WHERE reference = $1 AND lower(contact_email) = lower($2)
     RETURNING id AS "bookingId", user_id AS "userId", reference, contact_email AS email, version`,
    [reference, email],
  );
  return row;
}

/** A new link makes the earlier ones of its booking worthless; old ones go with it. */
export async function insertLink(
  sql: Sql,
  link: { bookingId: string; hash: Buffer; expiresAt: Date },
  now: Date,
): Promise<void> {
  await sql.rows("DELETE FROM booking_links WHERE booking_id = $1 OR expires_at < $2", [link.bookingId, now]);
  await sql.rows("INSERT INTO booking_links (token_hash, booking_id, expires_at) VALUES ($1, $2, $3)", [
    link.hash,
    link.bookingId,
    link.expiresAt,
  ]);
}

/** One statement, so that of two clicks at once only one counts. @returns the booking's id. */
export async function useLink(sql: Sql, hash: Buffer, now: Date): Promise<string | undefined> {
  const [row] = await sql.rows<{ id: string }>(
    `UPDATE booking_links SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2
     RETURNING booking_id AS id`,
    [hash, now],
  );
  return row?.id;
}
