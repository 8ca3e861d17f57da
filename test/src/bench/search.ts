import { execFile, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createTestDatabase } from "@railbooker/runtime/testing/postgres";
import { repositoryRoot } from "@railbooker/scripts/servers/paths";
import { productVersion } from "../support/product.js";
import { report } from "./support/context.js";
import { feedFolders, repeated } from "./support/feeds.js";
import type { SearchOrder, SearchResult } from "./support/search-child.js";

const QUERIES = 1000;
const STOP_TIMES = 200_000;

/** All best journeys of six hours against one earliest arrival by connection scan, over the same timetable in one process. */
export default async function bench(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "railbooker-bench-search-"));
  try {
    const feeds = await feedFolders(folder);
    const results: SearchResult[] = [];
    for (const feed of feeds) results.push(await measure(basename(feed), feed, QUERIES));
    const large = join(folder, "large");
    await repeated(feeds[0] ?? "", large, STOP_TIMES);
    await measure("200,000 stop times", large, 100);
    const worst = results.reduce((a, b) => (a.ours / a.baseline > b.ours / b.baseline ? a : b));
    report({
      name: "search",
      ratio: worst.ours / worst.baseline,
      bar: "<=10",
      ours: ms(worst.ours),
      baseline: ms(worst.baseline),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(name: string, feed: string, queries: number): Promise<SearchResult> {
  const database = await createTestDatabase("bench_search", productVersion(), (url) =>
    program(url, "migrate"),
  );
  try {
    await program(database.url, "import-timetable", feed);
    const result = await ask({ url: database.url, queries });
    const { calls, loading, ours, tail, baseline, growth, rss } = result;
    process.stdout.write(
      `${name}: ${calls} calls loaded in ${Math.round(loading)} ms, ${Math.round(rss / 2 ** 20)} MB resident (bar < 400); ` +
        `median ${ms(ours)}, ${(ours / baseline).toFixed(2)} scans of ${ms(baseline)} (bar <= 10); ` +
        `95th percentile ${ms(tail)}, ${(tail / ours).toFixed(2)} medians (bar <= 4); ` +
        `1x, 2x, 4x the trains: ${growth.map(ms).join(", ")}\n`,
    );
    return result;
  } finally {
    await database.drop();
  }
}

async function program(url: string, name: string, ...given: string[]): Promise<void> {
  const file = join(repositoryRoot, "services/booking/dist", `${name}.js`);
  const env = { ...process.env, DATABASE_URL: url };
  await promisify(execFile)(process.execPath, [file, ...given], { env, timeout: 120_000 });
}

/** Each timetable in a process of its own, so that its memory is its own. */
async function ask(order: SearchOrder): Promise<SearchResult> {
  const child = fork(fileURLToPath(new URL("support/search-child.js", import.meta.url)));
  try {
    await once(child, "message");
    const answered = once(child, "message");
    child.send(order);
    const [result] = (await answered) as [SearchResult & { error?: string }];
    if (result.error !== undefined) throw new Error(result.error);
    return result;
  } finally {
    child.kill();
  }
}

const ms = (milliseconds: number): string => `${milliseconds.toFixed(2)} ms`;
