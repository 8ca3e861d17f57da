import { spawn } from "node:child_process";
import { join } from "node:path";
import { repositoryRoot } from "../servers/paths.js";

/** Runs a program of a service, with this process's input, output and signals. @returns its exit code */
export function runService(service: string, program: string, args: string[]): Promise<number> {
  const file = join(repositoryRoot, "services", service, "dist", `${program}.js`);
  const child = spawn(process.execPath, ["--enable-source-maps", file, ...args], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}
