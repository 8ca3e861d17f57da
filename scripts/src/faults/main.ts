import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { killAllChildren } from "../servers/child.js";
import { lastingPort } from "../servers/free-port.js";
import { repositoryRoot } from "../servers/paths.js";
import { startPostgres } from "../servers/postgres.js";
import type { Progress } from "../start/progress.js";
import { endProcessesLeft, runVariable } from "../test/traces.js";

/**
 * `npm run test:faults -- [NAME…] [--seed N]`: the faults of test/src/faults against the product as processes, with a
 * Postgres of their own. Where TEST_TOTALS_FILE is set, "N passed, N failed" is written there. @returns 0 where every case passed
 */
export async function main({ progress, args }: { progress: Progress; args: string[] }): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "railbooker-faults-"));
  // As root, Postgres runs as another user, who must get in.
  chmodSync(folder, 0o711);
  const run = randomUUID();
  process.env[runVariable] = run;
  // What the cases write goes there too, and with it.
  process.env["TMPDIR"] = folder;
  process.on("exit", () => {
    killAllChildren();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(130));
  const start = performance.now();
  const settings = { dataDir: join(folder, "postgres"), port: await lastingPort(), maxConnections: 300 };
  let server = await startPostgres(settings);
  const copy = `${settings.dataDir}-copy`;
  const crash = async (meanwhile: () => void = () => undefined): Promise<void> => {
    await server.kill();
    meanwhile();
    server = await startPostgres(settings);
  };
  const { url } = server;
  process.env["TEST_POSTGRES_URL"] = url;
  try {
    const suite = await import(pathToFileURL(join(repositoryRoot, "test/dist/faults/suite.js")).href);
    const totals = await suite.default({
      args,
      folder: join(repositoryRoot, ".railbooker/faults"),
      say: (line: string) => progress.note(line),
      postgres: {
        url,
        crash,
        copyDisk: () => crash(() => copyFolder(settings.dataDir, copy)),
        putDiskBack: () => crash(() => copyFolder(copy, settings.dataDir)),
      },
    });
    await server.stop();
    const left = await endProcessesLeft(run);
    for (const each of left) progress.note(`A process was left running: ${each}`);
    const line = `${totals.passed} passed, ${totals.failed + left.length} failed`;
    if (process.env["TEST_TOTALS_FILE"]) writeFileSync(process.env["TEST_TOTALS_FILE"], `${line}\n`);
    progress.note(`\n${line}, ${Math.round((performance.now() - start) / 1000)} s`);
    return totals.failed + left.length === 0 ? 0 : 1;
  } finally {
    await server.stop();
  }
}

/** With owners and rights, which Postgres insists on. */
function copyFolder(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  execFileSync("cp", ["-a", from, to]);
}
