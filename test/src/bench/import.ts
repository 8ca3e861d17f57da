import { type ChildProcess, execFile, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createTestDatabase } from "@railbooker/runtime/testing/postgres";
import { repositoryRoot } from "@railbooker/scripts/servers/paths";
import { productVersion } from "../support/product.js";
import { bareCopy, tablesOf } from "./support/bare-copy.js";
import { median, report } from "./support/context.js";
import { feedFolders, repeated } from "./support/feeds.js";
import type { ImportOrder, ImportResult } from "./support/import-child.js";

const rounds = 5;
const STOP_TIMES = 200_000;

/** A whole import against a bare COPY of the same files into the same Postgres, and the memory that a large one takes. */
export default async function bench(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "railbooker-bench-import-"));
  try {
    const feeds = await feedFolders(folder);
    const importer = await startImporter();
    const ratios: number[] = [];
    const [ours, baseline]: number[][] = [[], []];
    try {
      for (let round = 0; round <= rounds; round++) {
        const measured = await measure(importer, feeds, round > 0);
        // The first round warms both up.
        if (round === 0) continue;
        ours?.push(measured.rows / measured.ours);
        baseline?.push(measured.rows / measured.baseline);
        ratios.push(measured.baseline / measured.ours);
      }
    } finally {
      importer.kill();
    }
    await printMemory(feeds[0] ?? "", folder);
    const perSecond = (values: number[] = []) => `${Math.round(median(values) * 1000)} rows/s`;
    report({
      name: "import",
      ratio: median(ratios),
      bar: ">=0.25",
      ours: perSecond(ours),
      baseline: perSecond(baseline),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Milliseconds for all feeds, one after the other and each against its baseline. */
async function measure(importer: ChildProcess, feeds: readonly string[], say: boolean) {
  const sum = { rows: 0, ours: 0, baseline: 0 };
  for (const feed of feeds) {
    const database = await createTestDatabase("bench_import", productVersion(), migrateDatabase);
    try {
      const copied = await bareCopy(database.url, feed, await tablesOf(feed));
      const { rows, milliseconds } = await ask(importer, { url: database.url, path: feed });
      sum.rows += rows;
      sum.ours += milliseconds;
      sum.baseline += copied;
      if (say)
        line(
          `${basename(feed)}: ${rows} rows in ${ms(milliseconds)}, bare COPY ${ms(copied)}, ratio ${(copied / milliseconds).toFixed(2)}`,
        );
    } finally {
      await database.drop();
    }
  }
  return sum;
}

async function printMemory(feed: string, folder: string): Promise<void> {
  const large = join(folder, "large");
  const stopTimes = await repeated(feed, large, STOP_TIMES);
  const importer = await startImporter();
  const database = await createTestDatabase("bench_import", productVersion(), migrateDatabase);
  try {
    const copied = await bareCopy(database.url, large, await tablesOf(large));
    const { rows, milliseconds, maxRss } = await ask(importer, { url: database.url, path: large });
    line(
      `${stopTimes} stop times: ${rows} rows in ${ms(milliseconds)}, bare COPY ${ms(copied)}, ` +
        `ratio ${(copied / milliseconds).toFixed(2)}, at most ${Math.round(maxRss / 2 ** 20)} MB resident (bar < 400)`,
    );
  } finally {
    importer.kill();
    await database.drop();
  }
}

/** The tables alone. */
async function migrateDatabase(url: string): Promise<void> {
  const env = { ...process.env, DATABASE_URL: url };
  await promisify(execFile)(process.execPath, [join(repositoryRoot, "services/booking/dist/migrate.js")], {
    env,
    timeout: 60_000,
  });
}

async function startImporter(): Promise<ChildProcess> {
  const child = fork(fileURLToPath(new URL("support/import-child.js", import.meta.url)));
  await once(child, "message");
  return child;
}

async function ask(importer: ChildProcess, order: ImportOrder): Promise<ImportResult> {
  const answered = once(importer, "message");
  importer.send(order);
  const [result] = (await answered) as [ImportResult & { error?: string }];
  if (result.error !== undefined) throw new Error(result.error);
  return result;
}

const ms = (milliseconds: number) => `${Math.round(milliseconds)} ms`;
const line = (text: string) => process.stdout.write(`${text}\n`);
