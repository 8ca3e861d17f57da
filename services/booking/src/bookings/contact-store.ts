import type { Sql } from "@railbooker/runtime/database";

/** Bookings made with the old address of their user's account get the new one; those for another address keep theirs. */
export async function moveContact(
  sql: Sql,
  userId: string,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await sql.rows(
    "UPDATE bookings SET contact_email = $3 WHERE user_id = $1 AND lower(contact_email) = lower($2)",
    [userId, from, to],
  );
}
