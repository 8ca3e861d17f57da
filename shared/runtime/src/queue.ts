/** What a job's handler is told about the run it is in. */
export interface JobRun {
  /** 1 for the first. */
  attempt: number;
  /** Aborts when the job may no longer count on being the only run of its kind, or when the process stops. */
  signal: AbortSignal;
}

/** A queue at a glance. */
export interface QueueState {
  /** Ready to run, and no worker has had time. */
  waiting: number;
  /** Running right now. */
  active: number;
  /** Of a later time, or between two attempts. */
  delayed: number;
  /** How long the first in line has been there; 0 when none waits. */
  oldestWaitingMs: number;
}

/**
 * Work that is done later and tried again when it fails. Runs at least once per job: make the handler idempotent.
 * A queue is no store: what must not be lost stands in Postgres, and a sweeper adds it again.
 */
export interface JobQueue<T> {
  /**
   * Adds a job under an id of the caller's choice; while a job of that id waits or runs, a repeat changes nothing.
   * Once it has ended, well or for good, the id can be added again.
   * @throws AppError `unavailable` within about a second when the queue cannot be reached.
   */
  add(id: string, data: T, options?: { delayMs?: number }): Promise<void>;
  /** Runs up to `concurrency` jobs at once. A handler that throws is run again after a growing pause. */
  process(concurrency: number, handler: (data: T, run: JobRun) => Promise<void>): void;
  /** @throws AppError `unavailable` within about a second when the queue cannot be reached. */
  state(): Promise<QueueState>;
  /** Takes no further job and lets what runs finish; after `timeoutMs` it is aborted and left to another process. */
  close(timeoutMs?: number): Promise<void>;
}

export interface RetryPolicy {
  /** Runs in all, the first included. */
  attempts: number;
  /** Longest pause before the first retry; doubles with each. */
  baseMs: number;
  /** Longest pause at all. */
  capMs: number;
}

export const defaultRetry: RetryPolicy = { attempts: 12, baseMs: 1000, capMs: 30_000 };

/**
 * Pause after the given number of failed runs. Any length up to the bound is equally likely ("full jitter"):
 * jobs that failed together must not come back together.
 * @returns whole milliseconds, at least 1
 */
export function retryDelay(
  failed: number,
  { baseMs, capMs }: RetryPolicy,
  random: () => number = Math.random,
): number {
  const bound = Math.min(capMs, baseMs * 2 ** Math.max(0, failed - 1));
  return Math.max(1, Math.floor(random() * bound));
}
