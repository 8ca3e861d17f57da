import type { Sql } from "@railbooker/runtime/database";
import { emptyMasks, mark } from "./masks.js";
import type { OpenRun } from "./seat-choice.js";
import type { SeatTable } from "./seat-table.js";

/** A run whose inventory this transaction holds: nobody else takes or frees its seats until it ends. */
export interface LockedRun extends OpenRun {
  /** Which state of it the bits are of. */
  stamp: string;
}

export interface RunToLock {
  runId: string;
  table: SeatTable;
  segments: number;
}

interface InventoryRow {
  run_id: string;
  layout: string;
  segments: number;
  stride: number;
  masks: Buffer;
  stamp: string;
}

/**
 * Locks the inventories in the order of their ids, as everybody does, and reads what is taken. Call it under `shareInventory`.
 * What is missing, or was made for other coaches or calls, is made from the claims.
 */
export async function lockRuns(sql: Sql, runs: readonly RunToLock[]): Promise<Map<string, LockedRun>> {
  const ids = runs.map((run) => run.runId);
  let rows = await lock(sql, ids);
  const missing = runs.filter((run) => !rows.has(run.runId));
  if (missing.length > 0) {
    await insertInventories(sql, missing);
    rows = await lock(sql, ids);
  }
  const locked = new Map<string, LockedRun>();
  for (const { runId, table, segments } of runs) {
    const row = rows.get(runId);
    if (row === undefined) throw new Error(`the inventory of ${runId} vanished while it was being locked`);
    const same = row.layout === table.layout && row.segments === segments;
    const state = same
      ? { masks: { segments, stride: row.stride, bits: row.masks }, stamp: row.stamp }
      : await rebuild(sql, { runId, table, segments });
    locked.set(runId, { runId, table, ...state });
  }
  return locked;
}

async function lock(sql: Sql, runIds: readonly string[]): Promise<Map<string, InventoryRow>> {
  const rows = await sql.rows<InventoryRow>(
    `SELECT run_id, layout, segments, stride, masks, stamp FROM run_inventory
      WHERE run_id = ANY($1) ORDER BY run_id FOR UPDATE`,
    [runIds],
  );
  return new Map(rows.map((row) => [row.run_id, row]));
}

/** Rows without a layout, which the first to lock them fills. */
async function insertInventories(sql: Sql, runs: readonly RunToLock[]): Promise<void> {
  await sql.rows(
    `INSERT INTO run_inventory (run_id, layout, seats, segments, stride, masks)
     SELECT run_id, '', '{}', 1, 1, '' FROM unnest($1::text[]) AS run_id ORDER BY run_id ON CONFLICT DO NOTHING`,
    [runs.map((run) => run.runId)],
  );
}

/** Makes the bits of a locked run from its claims; also the cure where the two ever differ. */
async function rebuild(
  sql: Sql,
  { runId, table, segments }: RunToLock,
): Promise<Pick<LockedRun, "masks" | "stamp">> {
  const masks = emptyMasks(table.seats.length, segments);
  const claims = await sql.rows<{ seat_id: string; from: number; to: number }>(
    `SELECT seat_id, lower(segments) AS "from", upper(segments) AS "to" FROM seat_claims WHERE run_id = $1`,
    [runId],
  );
  for (const claim of claims) {
    const seat = table.byId.get(claim.seat_id);
    if (seat !== undefined) mark(masks, seat.index, claim, true);
  }
  const [row] = await sql.rows<{ stamp: string }>(
    `UPDATE run_inventory SET layout = $2, seats = $3, segments = $4, stride = $5, masks = $6 WHERE run_id = $1
     RETURNING stamp`,
    [runId, table.layout, table.seats.map((seat) => seat.id), segments, masks.stride, masks.bits],
  );
  if (row === undefined) throw new Error(`the inventory of ${runId} vanished while it was locked`);
  return { masks, stamp: row.stamp };
}

/** Lets the next hold make the runs' bits anew. */
export async function forgetInventories(sql: Sql, runIds: readonly string[]): Promise<void> {
  await sql.rows("DELETE FROM run_inventory WHERE run_id = ANY($1)", [runIds]);
}

/** Seats that a user has on a run, held or sold. */
export interface UserSeats {
  userId: string;
  runId: string;
  seats: number;
}

/** Of the pairs of user and run, those with seats. Call it once the runs are locked. */
export function countUserSeats(
  sql: Sql,
  pairs: readonly { userId: string; runId: string }[],
): Promise<UserSeats[]> {
  if (pairs.length === 0) return Promise.resolve([]);
  return sql.rows<UserSeats>(
    `SELECT c.user_id AS "userId", c.run_id AS "runId", count(DISTINCT c.seat_id)::int AS seats
       FROM unnest($1::text[], $2::uuid[]) AS p (run_id, user_id)
       JOIN seat_claims c ON c.run_id = p.run_id AND c.user_id = p.user_id
      GROUP BY c.user_id, c.run_id`,
    [pairs.map((pair) => pair.runId), pairs.map((pair) => pair.userId)],
  );
}
