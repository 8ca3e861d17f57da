import type { Sql } from "@railbooker/runtime/database";
import { coerceError } from "@railbooker/runtime/errors";
import type { Logger } from "@railbooker/runtime/logger";
import { FeedError, ImportUnderWay } from "./feed-error.js";
import { feedProgress } from "./feed-progress.js";
import { openFeed } from "./feed-source.js";
import { type ImportDeps, importFeed } from "./import-feed.js";
import {
  beginImport,
  endImport,
  type ImportProgress,
  type ImportResult,
  keepProgress,
} from "./import-record-store.js";
import type { ImportReport } from "./report.js";

export interface ImportWish {
  path: string;
  fileName: string;
  operatorId: string;
  strict: boolean;
}

export interface RecordedImportDeps extends ImportDeps {
  log: Logger;
  /** Called in the import's transaction. */
  recordAction: (sql: Sql, operatorId: string, report: ImportReport, at: Date) => Promise<void>;
}

const everyMs = 1000;

/**
 * Imports a feed while a row tells every second how far it is, whichever process is asked. The row is no part of the import:
 * where it cannot be written, the import goes on.
 * @throws FeedError, ImportUnderWay
 */
export async function recordedImport(wish: ImportWish, deps: RecordedImportDeps): Promise<ImportReport> {
  const { sql, clock, log } = deps;
  const id = await beginImport(sql, wish, clock());
  const now: ImportProgress = { step: "reading", share: 0, rows: 0 };
  let writing = Promise.resolve();
  const timer = setInterval(() => {
    writing = keepProgress(sql, id, now, clock()).catch((error: unknown) =>
      log.debug({ reason: coerceError(error).message }, "an import's progress was not written"),
    );
  }, everyMs);
  const end = async (ended: Parameters<typeof endImport>[2]): Promise<void> => {
    clearInterval(timer);
    await writing;
    await endImport(sql, id, ended, clock()).catch((error: unknown) =>
      log.warn({ importId: id, reason: coerceError(error).message }, "an import's end was not written"),
    );
  };
  try {
    const report = await read(wish, deps, now);
    await end({ result: resultOf(report) });
    return report;
  } catch (error) {
    const known = error instanceof FeedError || error instanceof ImportUnderWay;
    await end({ problem: known ? error.message : "A fault of ours; it is in the log." });
    throw error;
  }
}

async function read(
  { path, fileName, strict, operatorId }: ImportWish,
  deps: RecordedImportDeps,
  now: ImportProgress,
): Promise<ImportReport> {
  const source = await openFeed(path, fileName);
  try {
    const feed = feedProgress(source);
    return await importFeed(source, deps, {
      strict,
      record: (sql, report) => deps.recordAction(sql, operatorId, report, deps.clock()),
      progress: {
        reading: (...file) => {
          feed.reading(...file);
          Object.assign(now, { share: feed.share(), rows: feed.rows() });
        },
        step: (name) => {
          now.step = name;
        },
      },
    });
  } finally {
    source.close();
  }
}

function resultOf(report: ImportReport): ImportResult {
  const { feed, validFrom, validTo, locations, trains, calls, serviceDates, leftOut, soldRuns } = report;
  const counts = { locations, trains, calls, serviceDates };
  return { feed, validFrom, validTo, ...counts, leftOut, soldRuns: soldRuns.length };
}
