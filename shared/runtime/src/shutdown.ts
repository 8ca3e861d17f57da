import { coerceError } from "./errors.js";
import type { Logger } from "./logger.js";
import { within } from "./within.js";

export interface Shutdown {
  /** What was opened last is closed first. */
  add(name: string, close: () => Promise<unknown> | unknown): void;
  /** Closes everything once; further calls wait for the first. */
  close(): Promise<void>;
  /** Closes on SIGTERM and SIGINT and ends the process; a second signal ends it at once. */
  onSignals(): void;
}

/** @param deadlineMs after which what has not closed is given up, with a line that names it. */
export function createShutdown(log: Logger, deadlineMs = 10_000): Shutdown {
  const steps: { name: string; close: () => Promise<unknown> | unknown }[] = [];
  let closing: Promise<void> | undefined;

  async function closeAll(): Promise<void> {
    const deadline = Date.now() + deadlineMs;
    for (const step of steps.reverse()) {
      try {
        const left = Math.max(0, deadline - Date.now());
        const closed = (async () => step.close())();
        await within(left, closed, "the deadline for stopping passed");
      } catch (error) {
        log.error({ err: coerceError(error), step: step.name }, "could not close cleanly");
      }
    }
  }
  const close = () => {
    closing ??= closeAll();
    return closing;
  };

  return {
    add: (name, step) => {
      steps.push({ name, close: step });
    },
    close,
    onSignals: () => {
      for (const signal of ["SIGTERM", "SIGINT"] as const) {
        process.on(signal, () => {
          if (closing !== undefined) process.exit(1);
          log.info({ signal }, "stopping");
          void close().then(() => process.exit(0));
        });
      }
    },
  };
}
