import type { Sql } from "@railbooker/runtime/database";
import type { ImportReport } from "./report.js";

/** Of an import's report what is kept of it. */
export type ImportResult = Pick<
  ImportReport,
  "feed" | "validFrom" | "validTo" | "locations" | "trains" | "calls" | "serviceDates" | "leftOut"
> & { soldRuns: number };

export interface ImportProgress {
  step: "reading" | "checking" | "making it live";
  /** Of the feed's text that was read, from 0 to 1. */
  share: number;
  rows: number;
}

export interface ImportRecord extends ImportProgress {
  id: string;
  /** Name of who began it; empty where they are gone. */
  operator: string;
  fileName: string;
  startedAt: Date;
  /** `interrupted`: whoever ran it is gone, and so is what it had read. */
  state: "running" | "done" | "refused" | "interrupted";
  result: ImportResult | null;
  problem: string | null;
}

/** Whoever imports says every second that it does. */
const silentSeconds = 30;

/** @returns its id */
export async function beginImport(
  sql: Sql,
  { operatorId, fileName }: { operatorId: string; fileName: string },
  now: Date,
): Promise<string> {
  const [row] = await sql.rows<{ id: string }>(
    `INSERT INTO timetable_imports (operator_id, file_name, step, started_at, seen_at)
     VALUES ($1, $2, 'reading', $3, $3) RETURNING id::text`,
    [operatorId, fileName, now],
  );
  if (row === undefined) throw new Error("the import was not recorded");
  return row.id;
}

export async function keepProgress(
  sql: Sql,
  id: string,
  { step, share, rows }: ImportProgress,
  now: Date,
): Promise<void> {
  await sql.rows(
    `UPDATE timetable_imports SET step = $2, share = $3, rows_read = $4, seen_at = $5
      WHERE id = $1 AND ended_at IS NULL`,
    [id, step, share, rows, now],
  );
}

export async function endImport(
  sql: Sql,
  id: string,
  ended: { result: ImportResult } | { problem: string },
  now: Date,
): Promise<void> {
  const { result = null, problem = null } =
    "result" in ended ? { result: ended.result } : { problem: ended.problem };
  await sql.rows(
    "UPDATE timetable_imports SET ended_at = $2, seen_at = $2, result = $3, problem = $4 WHERE id = $1",
    [id, now, result === null ? null : JSON.stringify(result), problem],
  );
}

/** Newest first. */
export function listImports(sql: Sql, limit: number, now: Date): Promise<ImportRecord[]> {
  return sql.rows<ImportRecord>(
    `SELECT i.id::text, coalesce(u.name, '') AS operator, i.file_name AS "fileName", i.started_at AS "startedAt",
            i.step, i.share::float8, i.rows_read AS rows, i.result, i.problem,
            CASE WHEN i.result IS NOT NULL THEN 'done' WHEN i.ended_at IS NOT NULL THEN 'refused'
                 WHEN i.seen_at > $2::timestamptz - make_interval(secs => $3) THEN 'running'
                 ELSE 'interrupted' END AS state
       FROM timetable_imports i LEFT JOIN users u ON u.id = i.operator_id
      ORDER BY i.id DESC LIMIT $1`,
    [limit, now, silentSeconds],
  );
}
