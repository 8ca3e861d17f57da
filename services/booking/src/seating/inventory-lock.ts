import type { Sql } from "@railbooker/runtime/database";

/**
 * Taken by whoever claims seats, before looking up the run: nobody moves calls or coaches until the transaction ends, so the
 * positions and seats that it read still hold when it writes. Claims do not wait for each other.
 */
export async function shareInventory(sql: Sql): Promise<void> {
  await sql.rows("SELECT pg_advisory_xact_lock_shared(hashtext('railbooker:inventory'))");
}

/** Taken by whoever changes calls or coaches of runs that may be on sale; waits for claims under way. Hold it briefly. */
export async function lockInventory(sql: Sql): Promise<void> {
  await sql.rows("SELECT pg_advisory_xact_lock(hashtext('railbooker:inventory'))");
  // Whoever remembers runs finds that they may not be the same any more.
  await sql.rows("UPDATE inventory_epoch SET version = version + 1");
}
