import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { parseDate } from "./calendar.js";
import { sampleFeed } from "./sample-feed.js";

const usage = "Usage: node scripts/dist/sample-network/main.js OUTDIR [--from YYYY-MM-DD] [--days 90]";

/** Today where the sample network's agency is, whatever zone this machine is set to. */
function today(): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Berlin" }).format(new Date());
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { from: { type: "string" }, days: { type: "string", default: "90" } },
  });
  const [outDir, ...rest] = positionals;
  if (outDir === undefined || rest.length > 0) throw new Error(usage);
  const days = Number(values.days);
  if (!Number.isInteger(days) || days < 1 || days > 366)
    throw new Error(`--days takes a whole number from 1 to 366, not "${values.days}". ${usage}`);
  const from = parseDate(values.from ?? today());

  const files = sampleFeed(from, days);
  await mkdir(outDir, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(outDir, name), text);
  console.log(`Wrote ${Object.keys(files).length} files to ${outDir}: ${days} days from ${from}.`);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
