import type { Exit } from "../servers/child.js";
import { sleep } from "../servers/wait.js";

/** Something that runs until it is told to stop. */
export interface Part {
  name: string;
  exited: Promise<Exit>;
  lastLines(): string[];
  stop(patienceMs: number): Promise<void>;
  kill(): Promise<void>;
  /** Where all that it printed stands. */
  logFile?: string;
}

/** A part that ended although nobody had asked it to. */
export interface Crash {
  part: Part;
  exit: Exit;
}

// What each part still to be stopped is sure to get, however long those before it took.
const reservedMs = 600;

/** Keeps what was started, in order, and stops it in the reverse order within a budget. */
export class Supervisor {
  private readonly parts: Part[] = [];
  private stopping: Promise<void> | undefined;
  private reportCrash: (crash: Crash) => void = () => undefined;

  /** The first crash; pending for ever when there is none. */
  readonly crashed = new Promise<Crash>((resolve) => {
    this.reportCrash = resolve;
  });

  add(part: Part): void {
    this.parts.push(part);
    void part.exited.then((exit) => {
      if (this.stopping === undefined) this.reportCrash({ part, exit });
    });
  }

  isEmpty(): boolean {
    return this.parts.length === 0;
  }

  /** Stops everything; every call gets the same stop. A part that fails to stop does not keep the others. */
  stopAll(budgetMs: number): Promise<void> {
    this.stopping ??= this.stopInReverse(performance.now() + budgetMs);
    return this.stopping;
  }

  private async stopInReverse(end: number): Promise<void> {
    for (let part = this.parts.pop(); part !== undefined; part = this.parts.pop()) {
      const patience = end - performance.now() - this.parts.length * reservedMs;
      const stopped = part.stop(Math.max(reservedMs / 2, patience)).then(
        () => true,
        () => false,
      );
      const limit = sleep(Math.max(reservedMs, patience + reservedMs / 2), false, { ref: false });
      if (!(await Promise.race([stopped, limit]))) await part.kill();
    }
  }
}
