import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { killAllChildren } from "../servers/child.js";
import { provideChromium } from "../servers/chromium.js";
import { repositoryRoot } from "../servers/paths.js";
import type { Progress } from "../start/progress.js";
import { runStep } from "./steps.js";
import { startTestServers } from "./test-servers.js";
import { readTotals, type Totals } from "./totals.js";
import { changedFiles, deleteOrphanedTests, endProcessesLeft, runVariable, treeState } from "./traces.js";

const minute = 60_000;

interface Run {
  id: string;
  folder: string;
  /** Handed on to jest. */
  args: string[];
  progress: Progress;
  signal: AbortSignal;
}

/**
 * `npm test`: lint, import rules, then every test with servers of its own; leaves nothing behind.
 * Where TEST_TOTALS_FILE is set, "N passed, N failed" is written there.
 * @returns the exit code
 */
export async function main({ progress, args }: { progress: Progress; args: string[] }): Promise<number> {
  const interruption = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => interruption.abort());
  process.on("exit", killAllChildren);
  const start = performance.now();
  const before = treeState();
  const folder = mkdtempSync(join(tmpdir(), "railbooker-test-"));
  const run: Run = { id: randomUUID(), folder, args, progress, signal: interruption.signal };
  const problems: string[] = [];
  let totals: Totals = { passed: 0, failed: 1 };
  try {
    totals = await runAll(run, problems);
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
  }
  for (const left of await endProcessesLeft(run.id)) problems.push(`A process was left running: ${left}`);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  if (interruption.signal.aborted) return 130;
  for (const file of changedFiles(before, treeState())) problems.push(`A file was changed: ${file}`);

  // Something left behind fails the run as a test would.
  const failed = Math.max(totals.failed, problems.length);
  const line = `${totals.passed} passed, ${failed} failed`;
  if (process.env.TEST_TOTALS_FILE) writeFileSync(process.env.TEST_TOTALS_FILE, `${line}\n`);
  progress.note(`\n${line}, ${Math.round((performance.now() - start) / 1000)} s`);
  for (const problem of problems) progress.note(problem);
  return failed === 0 ? 0 : 1;
}

async function runAll(run: Run, problems: string[]): Promise<Totals> {
  const environment: NodeJS.ProcessEnv = { ...process.env, [runVariable]: run.id };
  const bin = (path: string) => join(repositoryRoot, "node_modules", path);
  const limits = { env: environment, signal: run.signal };
  for (const [name, ...args] of [
    ["Lint and format (npm run lint)", bin("@biomejs/biome/bin/biome"), "check", "."],
    ["Import rules (npm run imports)", ...importRules(bin)],
  ]) {
    run.progress.note(`\n${name}`);
    const code = await runStep({
      name: name ?? "",
      command: process.execPath,
      args,
      deadlineMs: 5 * minute,
      ...limits,
    });
    if (code !== 0) throw new Error(`${name} failed; nothing after it was run.`);
  }

  deleteOrphanedTests();
  const browser = needsBrowser(run.args)
    ? await provideChromium((line) => run.progress.note(line))
    : undefined;
  run.progress.note("\nTests");
  const servers = await startTestServers(run.folder, (line) => run.progress.note(line));
  try {
    const report = join(run.folder, "report.json");
    const code = await runJest(run, report, {
      ...environment,
      ...servers.variables,
      ...(browser && { CHROMIUM_PATH: browser }),
    });
    const totals = readTotals(report);
    if (code !== 0 && totals.failed === 0) problems.push(`jest ended with exit code ${code}.`);
    return totals;
  } finally {
    await servers.stop();
  }
}

function importRules(bin: (path: string) => string): string[] {
  const npm = process.env.npm_execpath;
  if (npm?.endsWith(".js")) return [npm, "run", "--silent", "imports"];
  const folders = ["shared", "services", "scripts", "test"];
  return [
    bin("dependency-cruiser/bin/dependency-cruise.mjs"),
    "--config",
    ".dependency-cruiser.cjs",
    ...folders,
  ];
}

async function runJest(run: Run, report: string, environment: NodeJS.ProcessEnv): Promise<number> {
  const temporary = join(run.folder, "tmp");
  mkdirSync(temporary, { mode: 0o711 });
  const options = ["--experimental-vm-modules", "--disable-warning=ExperimentalWarning"];
  const reporting = ["--json", `--outputFile=${report}`];
  return await runStep({
    name: "jest",
    command: process.execPath,
    args: [
      join(repositoryRoot, "node_modules/jest/bin/jest.js"),
      "--maxWorkers=2",
      ...reporting,
      ...run.args,
    ],
    env: {
      ...environment,
      NODE_OPTIONS: [process.env.NODE_OPTIONS ?? "", ...options].join(" ").trim(),
      TMPDIR: temporary,
    },
    deadlineMs: 25 * minute,
    signal: run.signal,
  });
}

/** Chromium is not asked for, let alone installed, when no end-to-end test is going to run. */
function needsBrowser(args: string[]): boolean {
  const chosen = args.flatMap((arg, index) => (/^--selectProjects(=|$)/.test(arg) ? args.slice(index) : []));
  if (chosen.length > 0 && !chosen.some((arg) => /\be2e\b/.test(arg))) return false;
  return ["test", "services", "scripts"].some((folder) =>
    readdirSync(join(repositoryRoot, folder), { recursive: true, encoding: "utf8" }).some(
      (file) => file.endsWith(".e2e.test.ts") && !file.includes("node_modules"),
    ),
  );
}
