import type Bull from "bull";
import type { Redis } from "ioredis";

/** What Bull's types leave out. */
interface Internals {
  setWorkerName(): Promise<unknown>;
  whenCurrentJobsFinished(): Promise<unknown>;
  bclient: Redis;
  bclientInitialized?: boolean;
  processing: Record<string, Promise<unknown>>;
  _clearTimers(): Promise<unknown>;
}

/**
 * Bull awaits two promises too late or not at all: with Redis gone just then, an unhandled rejection ends the process.
 * The name of the blocking connection is given by the connection itself; and as a queue is closed for good here, that
 * connection is only hung up, not made anew.
 */
export function awaitEverything(queue: Bull.Queue): void {
  const bull = queue as unknown as Internals;
  bull.setWorkerName = async () => undefined;
  bull.whenCurrentJobsFinished = async () => {
    if (bull.bclientInitialized !== true) return;
    bull.bclient.disconnect();
    await Promise.all(Object.values(bull.processing));
  };
}

/** Where its connections are gone before it has closed, Bull never comes to this itself, and its timers keep the process alive. */
export async function stopTimers(queue: Bull.Queue): Promise<void> {
  await (queue as unknown as Internals)._clearTimers();
}
