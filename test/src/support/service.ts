import { join } from "node:path";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { type Child, startChild } from "@railbooker/scripts/servers/child";
import { lastingPort } from "@railbooker/scripts/servers/free-port";
import { repositoryRoot } from "@railbooker/scripts/servers/paths";
import { runVariable } from "@railbooker/scripts/test/traces";

export interface Service {
  url: string;
  port: number;
  opsPort: number;
  child: Child;
  /** All that it has logged, oldest first. */
  logLines(): string[];
  stop(): Promise<void>;
}

export type ServiceName = "booking" | "notification" | "email";

// As long as npm start gives it: on a busy machine, loading the code alone takes seconds.
const readyWithinMs = 60_000;

/** Starts one service as its users run it, as a process of its own, and waits until it answers. */
export async function startService(
  name: ServiceName,
  env: Record<string, string>,
  port?: number,
): Promise<Service> {
  const chosen = port ?? (await lastingPort());
  const opsPort = await lastingPort();
  const lines: string[] = [];
  const child = await startChild({
    name,
    command: process.execPath,
    args: [join(repositoryRoot, "services", name, "dist", "main.js")],
    cwd: repositoryRoot,
    env: {
      PATH: process.env["PATH"],
      // By this, what an interrupted run leaves is found and ended.
      [runVariable]: process.env[runVariable],
      ...env,
      PORT: String(chosen),
      OPS_PORT: String(opsPort),
    },
    onLine: (line) => lines.push(line),
  });
  const url = `http://${env["HOST"] ?? "127.0.0.1"}:${chosen}`;
  try {
    const answers = async () => {
      if (child.hasExited()) throw new Error(`${name} ended while starting:\n${lines.join("\n")}`);
      return (await fetch(`${url}/health`).catch(() => undefined))?.ok;
    };
    await waitFor(`${name} to answer`, answers, readyWithinMs);
  } catch (error) {
    await child.kill();
    throw error;
  }
  return {
    url,
    port: chosen,
    opsPort,
    child,
    logLines: () => [...lines],
    stop: () => child.stop("SIGTERM", 15_000),
  };
}
