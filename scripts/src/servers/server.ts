import type { Child, Exit } from "./child.js";

/** A running Postgres or Redis. */
export interface Server {
  /** Connection URL, password included. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly exited: Promise<Exit>;
  lastLines(): string[];
  /** Orderly end, keeping the data; after `patienceMs` milliseconds a hard one. */
  stop(patienceMs?: number): Promise<void>;
  /** SIGKILL, as a power cut would be. */
  kill(): Promise<void>;
}

/** Ends a server that does not get ready, and says why with its own last words. */
export async function failedToStart(child: Child, what: string, waitedMs: number): Promise<Error> {
  const how = child.hasExited() ? "ended while starting" : `was not ready after ${waitedMs / 1000} s`;
  await child.kill();
  const lines = child.lastLines().map((line) => `  ${line}`);
  return new Error([`${what} ${how}. Its last lines:`, ...lines].join("\n"));
}
