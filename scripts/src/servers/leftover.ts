import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync, realpathSync } from "node:fs";
import { waitUntil } from "./wait.js";

/** @returns the process id on a pid file's first line, or undefined where there is no such file */
export function readPid(file: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(file, "utf8"), 10);
    return pid > 1 ? pid : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** In a container without an init process, a dead orphan keeps its entry for ever. */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).startsWith("Z");
  } catch {
    return false;
  }
}

/** @returns the process's command line with spaces between its arguments; empty where it cannot be read */
export function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch {
    return commandLineFromPs(pid);
  }
}

function commandLineFromPs(pid: number): string {
  try {
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], {
      encoding: "utf8",
      timeout: 5000,
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return "";
  }
}

/**
 * Tells whether a process is the server `program` working in `folder`. A pid alone proves nothing: after a
 * restart of the machine the number may belong to anything.
 */
export function isServerOf(pid: number, program: string, folder: string): boolean {
  const command = commandLine(pid);
  if (!command.includes(program)) return false;
  if (command.includes(folder)) return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
  } catch {
    return false;
  }
}

/** Stops a process of an earlier run: the signal first, SIGKILL when that has not helped in `patienceMs`. */
export async function stopLeftover(pid: number, signal: NodeJS.Signals, patienceMs: number): Promise<void> {
  for (const [step, patience] of [
    [signal, patienceMs],
    ["SIGKILL", 5000],
  ] as const) {
    try {
      process.kill(pid, step);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ESRCH") return;
      throw error;
    }
    if (await waitUntil(() => !isAlive(pid), patience)) return;
  }
  throw new Error(`Process ${pid}, left over from an earlier run, does not end. Stop it by hand.`);
}
