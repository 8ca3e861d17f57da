import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { systemClock } from "@railbooker/runtime/clock";
import { createDataSource, type Sql, sqlOf } from "@railbooker/runtime/database";
import { repositoryRoot } from "@railbooker/scripts/servers/paths";

/** What it is asked. */
export interface ImportOrder {
  url: string;
  /** A feed's folder or zip file. */
  path: string;
}

/** What it answers. */
export interface ImportResult {
  milliseconds: number;
  rows: number;
  /** The most memory that this process ever had resident, in bytes. */
  maxRss: number;
}

interface Feed {
  close(): void;
}
interface Importer {
  importFeed(source: Feed, deps: unknown): Promise<{ read: { rows: number }[] }>;
  openFeed(path: string): Promise<Feed>;
  createStaging(url: string, schema: string): unknown;
  createOutbox(clock: () => Date, wake: () => void): unknown;
  keepSales(outbox: unknown): unknown;
}

const from = (file: string) =>
  import(pathToFileURL(join(repositoryRoot, "services/booking/dist", file)).href) as Promise<
    Partial<Importer>
  >;
const files = [
  "timetable/import/import-feed.js",
  "timetable/import/feed-source.js",
  "timetable/import/staging-store.js",
  "outbox/outbox.js",
  "bookings/keep-sales.js",
];
const importer = Object.assign({}, ...(await Promise.all(files.map(from)))) as Importer;

async function timedImport(sql: Sql, { url, path }: ImportOrder): Promise<ImportResult> {
  const outbox = importer.createOutbox(systemClock, () => undefined);
  const sales = importer.keepSales(outbox);
  const inStaging = importer.createStaging(url, "booking");
  const start = performance.now();
  const source = await importer.openFeed(path);
  try {
    const { read } = await importer.importFeed(source, { inStaging, sql, sales, outbox, clock: systemClock });
    const rows = read.reduce((sum, file) => sum + file.rows, 0);
    const milliseconds = performance.now() - start;
    return { milliseconds, rows, maxRss: process.resourceUsage().maxRSS * 1024 };
  } finally {
    source.close();
  }
}

async function handle(order: ImportOrder): Promise<ImportResult> {
  const dataSource = createDataSource({ url: order.url, schema: "booking", migrations: [], poolSize: 1 });
  await dataSource.initialize();
  try {
    return await timedImport(sqlOf(dataSource), order);
  } finally {
    await dataSource.destroy();
  }
}

/** Imports as an operator does, without the time that a process takes to start. */
process.on("message", (order: ImportOrder) => {
  handle(order).then(
    (result) => process.send?.(result),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.send?.({ ready: true });
