import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { openFeed } from "../import/feed-source.js";
import type { TimetableDatabase } from "./timetable-database.js";

const generator = fileURLToPath(
  new URL("../../../../../scripts/dist/sample-network/main.js", import.meta.url),
);

/** Generates the sample network for 90 days from `from` and imports it as an operator would. */
export async function importSampleNetwork(db: TimetableDatabase, from: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "sample-network-"));
  try {
    await promisify(execFile)(process.execPath, [generator, folder, "--from", from], { timeout: 20_000 });
    const source = await openFeed(folder);
    await db.importFrom(source);
    source.close();
  } finally {
    await rm(folder, { recursive: true });
  }
}
