import type { Sql } from "@railbooker/runtime/database";
import type { RunState } from "../run.js";

export interface LiveRunRow extends RunState {
  runId: string;
}

/** Changes whenever something about a run from this service date on has changed. */
export async function liveRunsVersion(sql: Sql, since: string): Promise<string> {
  const [row] = await sql.rows<{ version: string }>(
    `SELECT concat_ws(' ', count(*), sum(delay_minutes), count(*) FILTER (WHERE status = 'cancelled'), sum(version)) AS version
     FROM run_status WHERE right(run_id, 10) >= $1`,
    [since],
  );
  return row?.version ?? "";
}

export async function liveRunsSince(sql: Sql, since: string): Promise<LiveRunRow[]> {
  return await sql.rows<LiveRunRow>(
    `SELECT run_id AS "runId", status, delay_minutes AS "delayMinutes", platforms
     FROM run_status WHERE right(run_id, 10) >= $1`,
    [since],
  );
}
