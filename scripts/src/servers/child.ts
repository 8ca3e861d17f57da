import { spawn } from "node:child_process";
import { createWriteStream, renameSync } from "node:fs";
import { createInterface } from "node:readline";
import { within } from "./wait.js";

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface ChildOptions {
  name: string;
  command: string;
  args: readonly string[];
  cwd: string;
  env?: NodeJS.ProcessEnv;
  /** Run as this user; only root can. */
  user?: { uid: number; gid: number } | undefined;
  /** Everything the child prints goes here; the log of the time before is kept as `<logFile>.previous`. */
  logFile?: string | undefined;
  onLine?: (line: string) => void;
}

export interface Child {
  readonly name: string;
  readonly pid: number;
  readonly exited: Promise<Exit>;
  hasExited(): boolean;
  /** The last lines it printed, oldest first: 30 at most. */
  lastLines(): string[];
  /** Sends the signal, waits up to `patienceMs` milliseconds, then kills the whole group. Does nothing twice. */
  stop(signal: NodeJS.Signals, patienceMs: number): Promise<void>;
  /** SIGKILL to the child and all that it started. */
  kill(): Promise<void>;
}

const linesKept = 30;
const running = new Set<number>();

/** The last resort, for a process that is about to end: SIGKILL to all that it started and that still runs. */
export function killAllChildren(): void {
  for (const pid of running) signalGroup(pid, "SIGKILL");
}

/**
 * Starts a program in a process group of its own, so that a Ctrl-C in the terminal reaches only the caller,
 * which then stops its children in order.
 * @throws Error when the program cannot be started at all
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    ...options.user,
  });
  await new Promise<void>((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", (error) =>
      reject(new Error(`${options.name} could not be started: ${error.message}`, { cause: error })),
    );
  });
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${options.name} could not be started: it has no process id.`);

  running.add(pid);
  const lines: string[] = [];
  const log = options.logFile === undefined ? undefined : openLog(options.logFile);
  const onLine = (line: string) => {
    log?.write(`${line}\n`);
    lines.push(line);
    if (lines.length > linesKept) lines.shift();
    options.onLine?.(line);
  };
  const read = [child.stdout, child.stderr].map((stream) => {
    const reader = createInterface({ input: stream });
    reader.on("line", onLine);
    return new Promise<void>((resolve) => reader.once("close", resolve));
  });

  let over = false;
  const exited = new Promise<Exit>((resolve) => {
    child.once("exit", () => {
      over = true;
      running.delete(pid);
      // A grandchild would outlive it, and, holding the pipes open, keep "close" from ever coming.
      signalGroup(pid, "SIGKILL");
    });
    child.once("close", (code, signal) => {
      // Its last words count: they are read, and in the log, before anybody hears of its end.
      void Promise.all(read).then(() => {
        if (log === undefined) resolve({ code, signal });
        else log.end(() => resolve({ code, signal }));
      });
    });
  });

  const kill = async () => {
    signalGroup(pid, "SIGKILL");
    await exited;
  };
  return {
    name: options.name,
    pid,
    exited,
    hasExited: () => over,
    lastLines: () => [...lines],
    async stop(signal, patienceMs) {
      if (!over) child.kill(signal);
      if ((await within(exited, patienceMs)) === undefined) await kill();
    },
    kill,
  };
}

/** Says in words how a process ended, as in "exit code 1". */
export function describeExit(exit: Exit): string {
  return exit.signal === null ? `exit code ${exit.code}` : `signal ${exit.signal}`;
}

function openLog(file: string) {
  try {
    renameSync(file, `${file}.previous`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const log = createWriteStream(file, { mode: 0o600 });
  log.on("error", (error) => console.error(`The log ${file} cannot be written: ${error.message}`));
  return log;
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
