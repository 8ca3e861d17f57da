import { existsSync, rmSync, writeFileSync } from "node:fs";
import { startChild } from "./child.js";
import { findProgram } from "./program.js";
import { within } from "./wait.js";

const minutesForEachStep = 10;
const policyFile = "/usr/sbin/policy-rc.d";

/** Installing takes both: apt-get and root's rights. */
export function canInstallDebianPackages(): boolean {
  return process.getuid?.() === 0 && findProgram("apt-get") !== undefined;
}

/**
 * Installs a Debian package without starting the service that it may bring: RailBooker runs its own.
 * @throws Error with apt-get's last lines
 */
export async function installDebianPackage(name: string, say: (line: string) => void): Promise<void> {
  say(`Installing Debian's package ${name} with apt-get, because it is not on this machine`);
  // Debian asks this file before it starts a service; 101 means "not allowed". An existing one is left alone.
  const addPolicy = !existsSync(policyFile);
  if (addPolicy) writeFileSync(policyFile, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    await run("apt-get", ["update"]);
    await run("apt-get", ["install", "-y", "--no-install-recommends", name]);
  } finally {
    if (addPolicy) rmSync(policyFile, { force: true });
  }
}

/** Keeps the package's service from starting with the machine; where there is no systemd, there is nothing to do. */
export async function disableSystemService(name: string): Promise<void> {
  if (existsSync("/run/systemd/system")) await run("systemctl", ["disable", name]);
}

async function run(command: string, args: string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  const child = await startChild({ name: command, command, args, cwd: "/", env });
  const exit = await within(child.exited, minutesForEachStep * 60_000);
  if (exit?.code === 0) return;
  await child.kill();
  const lines = child.lastLines().slice(-8);
  throw new Error([`${command} ${args.join(" ")} did not succeed:`, ...lines].join("\n  "));
}
