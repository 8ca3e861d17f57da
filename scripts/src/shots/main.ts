import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { killAllChildren } from "../servers/child.js";
import { provideChromium } from "../servers/chromium.js";
import { repositoryRoot } from "../servers/paths.js";
import type { Progress } from "../start/progress.js";
import { runStep } from "../test/steps.js";
import { startTestServers } from "../test/test-servers.js";
import { contactSheets, galleryPage } from "./contact-sheets.js";

const folder = join(repositoryRoot, ".railbooker/shots");

/**
 * `npm run shots [PATTERN]`: pictures of every page and state, as the browser tests bring them about, on a large and a small
 * screen, light and dark; with contact sheets, to look through. The pattern chooses test files. @returns 0 where all of them passed
 */
export async function main({ progress, args }: { progress: Progress; args: string[] }): Promise<number> {
  const [pattern = "(pages|journey/changes)"] = args;
  const interruption = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => interruption.abort());
  process.on("exit", killAllChildren);
  const chromium = await provideChromium((line) => progress.note(line));
  const temporary = mkdtempSync(join(tmpdir(), "railbooker-shots-"));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const servers = await startTestServers(temporary, (line) => progress.note(line));
  try {
    const code = await runStep({
      name: "jest",
      command: process.execPath,
      args: [
        ...["--experimental-vm-modules", "--disable-warning=ExperimentalWarning"],
        join(repositoryRoot, "node_modules/jest/bin/jest.js"),
        ...["--selectProjects", "e2e", "--maxWorkers=1", "--testPathPatterns", `test/dist/${pattern}`],
      ],
      env: { ...process.env, ...servers.variables, CHROMIUM_PATH: chromium, SCREENSHOTS: folder },
      deadlineMs: 20 * 60_000,
      signal: interruption.signal,
    });
    const names = readdirSync(folder).filter((name) => name.endsWith(".png"));
    writeFileSync(join(folder, "index.html"), galleryPage(names));
    await contactSheets(chromium, folder, names);
    progress.note(`${names.length} pictures: ${join(folder, "index.html")}, and as sheets beside it.`);
    return code;
  } finally {
    await servers.stop();
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  }
}
