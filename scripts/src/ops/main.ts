import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryRoot } from "../servers/paths.js";
import type { Progress } from "../start/progress.js";
import { runStep } from "../test/steps.js";
import { readTotals } from "../test/totals.js";

const minute = 60_000;
/** Where no registry can be reached, this makes the base images, and Docker itself. */
const baseImages = join(repositoryRoot, "../shared/tools/base-images/build");

/**
 * `npm run test:ops`: the product in real containers, as Docker Compose runs it. Where TEST_TOTALS_FILE is set,
 * "N passed, N failed" is written there. @returns the exit code; 0 where Docker cannot be had, with a line that says so.
 */
export async function main({ progress, args }: { progress: Progress; args: string[] }): Promise<number> {
  const interruption = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => interruption.abort());
  const step = (name: string, command: string, parameters: string[], minutes: number) =>
    runStep({
      name,
      command,
      args: parameters,
      deadlineMs: minutes * minute,
      env: {
        ...process.env,
        NODE_OPTIONS: "--experimental-vm-modules --disable-warning=ExperimentalWarning",
      },
      signal: interruption.signal,
    });
  const folder = mkdtempSync(join(tmpdir(), "railbooker-ops-"));
  try {
    if (existsSync(baseImages)) await step("base images", baseImages, [], 10);
    if ((await step("docker", "sh", ["-c", "docker compose version && docker info >/dev/null"], 1)) !== 0) {
      progress.note(
        "\nSkipped: the tests of operations need Docker with its Compose plugin, which do not answer here.",
      );
      writeTotals("0 passed, 0 failed");
      return 0;
    }
    const report = join(folder, "report.json");
    const config = JSON.stringify({
      rootDir: repositoryRoot,
      testEnvironment: "node",
      testMatch: ["<rootDir>/test/dist/ops/*.ops.test.js"],
      transform: {},
      testTimeout: 300_000,
    });
    const jest = join(repositoryRoot, "node_modules/jest/bin/jest.js");
    const parameters = [
      "--config",
      config,
      "--runInBand",
      "--verbose",
      "--json",
      `--outputFile=${report}`,
      ...args,
    ];
    const code = await step("jest", process.execPath, [jest, ...parameters], 20);
    const { passed, failed } = readTotals(report);
    const line = `${passed} passed, ${code !== 0 && failed === 0 ? 1 : failed} failed`;
    writeTotals(line);
    progress.note(`\n${line}`);
    return code;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function writeTotals(line: string): void {
  if (process.env["TEST_TOTALS_FILE"]) writeFileSync(process.env["TEST_TOTALS_FILE"], `${line}\n`);
}
