import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { commandLine, isAlive } from "../servers/leftover.js";
import { repositoryRoot } from "../servers/paths.js";
import { waitUntil } from "../servers/wait.js";

/** Every process that a test starts inherits this variable, however it is started; so what stays can be found. */
export const runVariable = "RAILBOOKER_TEST_RUN";

/** @returns what `git status` says of the tree, or "" where this is no git repository */
export function treeState(): string {
  try {
    return execFileSync("git", ["status", "--porcelain"], {
      cwd: repositoryRoot,
      encoding: "utf8",
      timeout: 30_000,
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    return "";
  }
}

/** The lines of `after` that `before` does not have: files that the tests made or changed. */
export function changedFiles(before: string, after: string): string[] {
  const known = new Set(before.split("\n"));
  return after.split("\n").filter((line) => line !== "" && !known.has(line));
}

/**
 * Finds what still runs of this test run, after a moment to end by itself, and ends it.
 * @returns the command lines; always empty where the system has no /proc to ask
 */
export async function endProcessesLeft(run: string): Promise<string[]> {
  if (!existsSync("/proc/self/environ")) return [];
  await waitUntil(() => processesOf(run).length === 0, 3000, 200);
  const left = processesOf(run).map((pid) => ({ pid, command: commandLine(pid) }));
  for (const { pid } of left) if (isAlive(pid)) process.kill(pid, "SIGKILL");
  return left.map(({ pid, command }) => `${pid}: ${command}`);
}

function processesOf(run: string): number[] {
  const pids = readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid);
  return pids.filter((pid) => {
    try {
      return (
        readFileSync(`/proc/${pid}/environ`, "latin1").includes(`${runVariable}=${run}\0`) && isAlive(pid)
      );
    } catch {
      return false;
    }
  });
}

/** Deletes compiled tests whose source is gone: jest would still run them. */
export function deleteOrphanedTests(): void {
  const packages = ["shared", "services"].flatMap((folder) =>
    readdirSync(join(repositoryRoot, folder)).map((name) => join(folder, name)),
  );
  for (const folder of [...packages, "scripts", "test"]) {
    const compiled = join(repositoryRoot, folder, "dist");
    const files = existsSync(compiled) ? readdirSync(compiled, { recursive: true, encoding: "utf8" }) : [];
    for (const file of files.filter((name) => name.endsWith(".test.js"))) {
      const source = join(repositoryRoot, folder, "src", file.replace(/\.js$/, ".ts"));
      if (!existsSync(source)) rmSync(join(compiled, file));
    }
  }
}
