import type { Sql } from "@railbooker/runtime/database";

/** @returns false when this event has had its effect before; the row joins the transaction of that effect. */
export async function takeIn(sql: Sql, group: string, eventId: string): Promise<boolean> {
  const rows = await sql.rows(
    "INSERT INTO inbox (consumer_group, event_id) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING event_id",
    [group, eventId],
  );
  return rows.length > 0;
}
