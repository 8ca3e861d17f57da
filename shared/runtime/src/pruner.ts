import type { Clock } from "./clock.js";
import type { Sql } from "./database.js";
import type { Logger } from "./logger.js";
import { type Repeated, repeat } from "./repeat.js";

export interface PrunedTable {
  /** How long rows are of use. */
  days: number;
  /**
   * Deletes rows that were past use at `before`, `limit` at most: a statement that deleted everything at once would hold its locks
   * for minutes. @returns how many went; fewer than `limit` when that was all.
   */
  prune: (sql: Sql, before: Date, limit: number) => Promise<number>;
}

export interface PrunerOptions {
  sql: Sql;
  clock: Clock;
  log: Logger;
  /** By name, one after the other. */
  tables: Readonly<Record<string, PrunedTable>>;
  /** For metrics. */
  observe?: (table: string, rows: number) => void;
  everyMs?: number;
  batch?: number;
}

const hourMs = 3_600_000;

/** Keeps tables bounded. */
export function createPruner(options: PrunerOptions): Repeated {
  const { sql, clock, log, tables, observe = () => undefined, everyMs = hourMs, batch = 1000 } = options;
  return repeat({
    everyMs,
    log,
    what: "deleting old rows",
    round: async (stopping) => {
      for (const [table, { days, prune }] of Object.entries(tables)) {
        const before = new Date(clock().getTime() - days * 24 * hourMs);
        for (let gone = batch; gone === batch && !stopping(); ) {
          gone = await prune(sql, before, batch);
          if (gone > 0) observe(table, gone);
        }
      }
    },
  });
}

/** Of a table whose rows stand by themselves. @param old which of them are past use; `$1` is the moment before which they are old. */
export function oldRows(table: string, old: string): PrunedTable["prune"] {
  return async (sql, before, limit) => {
    const rows = await sql.rows(
      `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
         SELECT ctid FROM ${table} WHERE ${old} LIMIT $2 FOR UPDATE SKIP LOCKED)) RETURNING 1`,
      [before, limit],
    );
    return rows.length;
  };
}
