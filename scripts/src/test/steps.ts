import { spawn } from "node:child_process";
import { setTimeout as after } from "node:timers";
import { repositoryRoot } from "../servers/paths.js";

export interface Step {
  name: string;
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  deadlineMs: number;
  signal: AbortSignal;
}

/**
 * Runs one step with the terminal as its own, in a process group that ends with it.
 * @returns its exit code; 1 when the deadline passed or the run was interrupted
 */
export async function runStep(step: Step): Promise<number> {
  if (step.signal.aborted) return 1;
  const child = spawn(step.command, step.args, {
    cwd: repositoryRoot,
    env: step.env,
    detached: true,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const killGroup = () => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  };
  const timer = after(() => {
    console.error(`\n${step.name} was not done after ${Math.round(step.deadlineMs / 60_000)} minutes.`);
    killGroup();
  }, step.deadlineMs);
  step.signal.addEventListener("abort", killGroup, { once: true });
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code) => resolve(code ?? 1));
    });
  } finally {
    clearTimeout(timer);
    step.signal.removeEventListener("abort", killGroup);
  }
}
