import type { Sql } from "@railbooker/runtime/database";
import { oldRows, type PrunedTable } from "@railbooker/runtime/pruner";

/** Longer than anybody sends a purchase again, or asks what has become of a hold or of a place on a waiting list. */
const days = 30;

/** What is of no use any more: bookings, payments, and holds that became bookings stay. */
export const prunedTables: Readonly<Record<string, PrunedTable>> = {
  waitlist_entries: {
    days,
    prune: oldRows(
      "waitlist_entries",
      `status <> 'waiting' AND joined_at < $1
       AND NOT EXISTS (SELECT 1 FROM holds h WHERE h.id = waitlist_entries.hold_id AND h.expires_at >= $1)`,
    ),
  },
  holds: { days, prune: pruneHolds },
  idempotency_keys: { days, prune: oldRows("idempotency_keys", "created_at < $1") },
};

/** With their legs, which no constraint ties to them. A hold that a waiting list tells of goes after its entry. */
async function pruneHolds(sql: Sql, before: Date, limit: number): Promise<number> {
  const rows = await sql.rows(
    `WITH old AS MATERIALIZED (
       SELECT h.id FROM holds h
        WHERE h.status IN ('expired', 'released') AND h.expires_at < $1
          AND NOT EXISTS (SELECT 1 FROM waitlist_entries w WHERE w.hold_id = h.id)
        ORDER BY h.expires_at LIMIT $2 FOR UPDATE SKIP LOCKED),
     legs AS (DELETE FROM hold_legs l USING old WHERE l.hold_id = old.id)
     DELETE FROM holds h USING old WHERE h.id = old.id RETURNING 1`,
    [before, limit],
  );
  return rows.length;
}
