import {
  createDataSource,
  type InTransaction,
  type Sql,
  sqlOf,
  transactions,
} from "@railbooker/runtime/database";
import { migrate } from "@railbooker/runtime/migrations";
import { createTestDatabase } from "@railbooker/runtime/testing/postgres";
import { migrations, schema } from "../../database/migrations.js";
import { createOutbox, type Outbox } from "../../outbox/outbox.js";
import type { FeedSource } from "../import/feed-files.js";
import { type ImportOptions, importFeed } from "../import/import-feed.js";
import type { ImportReport } from "../import/report.js";
import type { Sales } from "../import/sold-runs.js";
import { createStaging } from "../import/staging-store.js";

export interface TimetableDatabase {
  url: string;
  sql: Sql;
  inTransaction: InTransaction;
  /** Imports as production does, as if it were 1 March 2027. */
  importFrom(source: FeedSource, options?: ImportOptions): Promise<ImportReport>;
  close(): Promise<void>;
}

/** Where nothing is sold. */
const noSales: Sales = {
  lock: async () => undefined,
  runsWithSeats: async () => [],
  adapt: async () => {
    throw new Error("nothing is sold here");
  },
};

/** A database with an empty timetable. Give `salesOf` where seats are sold. */
export async function openTimetableDatabase(
  salesOf: (outbox: Outbox) => Sales = () => noSales,
): Promise<TimetableDatabase> {
  const version = migrations.map(({ name }) => name).join();
  const database = await createTestDatabase("timetable", version, (url) =>
    migrate({ url, schema, migrations }),
  );
  const dataSource = createDataSource({ url: database.url, schema, migrations, poolSize: 4 });
  await dataSource.initialize();
  const clock = () => new Date("2027-03-01T06:00:00Z");
  const sql = sqlOf(dataSource);
  const outbox = createOutbox(clock, () => undefined);
  const deps = {
    inStaging: createStaging(database.url, schema),
    sql,
    sales: salesOf(outbox),
    outbox,
    clock,
  };
  return {
    url: database.url,
    sql,
    inTransaction: transactions(dataSource),
    importFrom: (source, options) => importFeed(source, deps, options),
    close: async () => {
      await dataSource.destroy();
      await database.drop();
    },
  };
}
