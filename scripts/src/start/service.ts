import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describeExit, startChild } from "../servers/child.js";
import { repositoryRoot, stateFolder } from "../servers/paths.js";
import { waitUntil, within } from "../servers/wait.js";
import { isWarning, readableLine } from "./log-lines.js";
import type { Part } from "./supervisor.js";

export interface ServiceOptions {
  name: string;
  /** The compiled file: its path from the top of the repository. */
  script: string;
  environment: NodeJS.ProcessEnv;
  /** Where it answers 2xx once it can work. */
  healthUrl: string;
  readyWithinMs?: number;
  /** Where its log and its process id are written: in `logs/` and `run/`. */
  state?: string;
  onWarning(line: string): void;
}

/**
 * Starts a Node service and waits until it is healthy.
 * @throws Error with its last lines when it ends or takes too long
 */
export async function startService(options: ServiceOptions): Promise<Part> {
  const { name, healthUrl, readyWithinMs = 60_000, state = stateFolder } = options;
  for (const folder of ["logs", "run"]) mkdirSync(join(state, folder), { recursive: true });
  const logFile = join(state, "logs", `${name}.log`);
  const pidFile = join(state, "run", `${name}.pid`);
  const script = resolve(repositoryRoot, options.script);
  const child = await startChild({
    name,
    command: process.execPath,
    args: ["--enable-source-maps", script],
    cwd: repositoryRoot,
    env: options.environment,
    logFile,
    onLine: (line) => {
      if (isWarning(line)) options.onWarning(`  ${name}: ${readableLine(line)}`);
    },
  });
  writeFileSync(pidFile, `${child.pid}\n${script}\n`);
  const part: Part = {
    name,
    logFile,
    exited: child.exited,
    lastLines: child.lastLines,
    async stop(patienceMs) {
      await child.stop("SIGTERM", patienceMs);
      rmSync(pidFile, { force: true });
    },
    kill: child.kill,
  };
  const ready = await waitUntil(async () => child.hasExited() || (await isHealthy(healthUrl)), readyWithinMs);
  if (ready && !child.hasExited()) return part;
  const how = child.hasExited()
    ? `ended while starting (${describeExit(await child.exited)})`
    : `did not answer ${healthUrl} within ${readyWithinMs / 1000} s`;
  await part.stop(2000);
  throw new Error(lastWords(`${name} ${how}.`, part));
}

/** Runs a Node script to its end. @returns its exit code; what it printed last is in the error of a bad one */
export async function runScript(
  what: string,
  args: string[],
  options: { environment: NodeJS.ProcessEnv; deadlineMs: number; alsoFine?: number[] },
): Promise<number> {
  const [script = "", ...rest] = args;
  const child = await startChild({
    name: what,
    command: process.execPath,
    args: ["--enable-source-maps", join(repositoryRoot, script), ...rest],
    cwd: repositoryRoot,
    env: options.environment,
  });
  const exit = await within(child.exited, options.deadlineMs);
  if (exit === undefined) await child.kill();
  const code = exit?.code ?? -1;
  if ([0, ...(options.alsoFine ?? [])].includes(code)) return code;
  const how =
    exit === undefined
      ? `was not done after ${options.deadlineMs / 1000} s`
      : `failed (${describeExit(exit)})`;
  throw new Error(lastWords(`${what} ${how}.`, child));
}

/** A sentence with the last lines of what it is about. */
export function lastWords(sentence: string, source: { lastLines(): string[]; logFile?: string }): string {
  const lines = source.lastLines().map((line) => `  ${readableLine(line)}`);
  const rest = source.logFile === undefined ? [] : [`All of its log: ${source.logFile}`];
  return [lines.length === 0 ? sentence : `${sentence} Its last lines:`, ...lines, ...rest].join("\n");
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(1000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
