import type { Sql } from "@railbooker/runtime/database";
import type { RunState } from "../run.js";

/** What has been reported of a run, and why. */
export interface LiveState extends RunState {
  reason: string;
  /** Version of the run's last event; 0 where nothing was ever reported. */
  version: number;
}

/** Locks the run's row until the transaction ends, so that reports and their events follow one another. */
export async function lockLiveState(sql: Sql, runId: string): Promise<LiveState> {
  await sql.rows("INSERT INTO run_status (run_id) VALUES ($1) ON CONFLICT DO NOTHING", [runId]);
  const [row] = await sql.rows<LiveState>(
    `SELECT status, delay_minutes AS "delayMinutes", platforms, reason, version FROM run_status WHERE run_id = $1 FOR UPDATE`,
    [runId],
  );
  if (row === undefined) throw new Error(`run ${runId} lost its row of run_status`);
  return row;
}

export async function storeLiveState(sql: Sql, runId: string, state: LiveState, at: Date): Promise<void> {
  await sql.rows(
    `UPDATE run_status SET status = $2, delay_minutes = $3, platforms = $4, reason = $5, version = $6, updated_at = $7
      WHERE run_id = $1`,
    [
      runId,
      state.status,
      state.delayMinutes,
      JSON.stringify(state.platforms),
      state.reason,
      state.version,
      at,
    ],
  );
}
