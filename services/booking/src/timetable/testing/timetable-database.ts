import { createDataSource, migrate, type Sql, sqlOf, transactions } from "@railbooker/runtime/database";
import { createTestDatabase } from "@railbooker/runtime/testing/postgres";
import { Timetable1790000000002 } from "../../database/migrations/2-timetable.js";
import { Outbox1790000000005 } from "../../database/migrations/5-outbox.js";
import { createOutbox } from "../../outbox/outbox.js";
import type { FeedSource } from "../import/feed-source.js";
import { importFeed } from "../import/import-feed.js";
import type { ImportReport } from "../import/report.js";

export interface TimetableDatabase {
  url: string;
  sql: Sql;
  /** Imports as production does, as if it were 1 March 2027. */
  importFrom(source: FeedSource): Promise<ImportReport>;
  close(): Promise<void>;
}

const migrations = [Timetable1790000000002, Outbox1790000000005];

/** A database with an empty timetable. Change the version when the migrations change. */
export async function openTimetableDatabase(): Promise<TimetableDatabase> {
  const database = await createTestDatabase("timetable", "1", (url) =>
    migrate({ url, schema: "booking", migrations }),
  );
  const dataSource = createDataSource({ url: database.url, schema: "booking", migrations, poolSize: 4 });
  await dataSource.initialize();
  const clock = () => new Date("2027-03-01T06:00:00Z");
  return {
    url: database.url,
    sql: sqlOf(dataSource),
    importFrom: (source) =>
      importFeed(source, {
        inTransaction: transactions(dataSource),
        outbox: createOutbox(clock, () => undefined),
        clock,
        progress: () => undefined,
      }),
    close: async () => {
      await dataSource.destroy();
      await database.drop();
    },
  };
}
