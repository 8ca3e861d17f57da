/** What ends a job's run early. */
export interface Leash {
  signal(): AbortSignal;
  abort(): void;
  /** The run has ended: nothing watches it any more. */
  drop(): void;
}

export interface LeashOptions {
  longestRunMs: number;
  /** How often it is asked whether the job is still this run's. */
  checkEveryMs: number;
  /** False where another worker may have the job by now. */
  stillOurs: () => Promise<boolean>;
}

/**
 * Made in full when the handler first asks for its signal: most jobs are over sooner than a controller and timers are made,
 * and a handler that does not ask could not be stopped anyway.
 */
export function createLeash({ longestRunMs, checkEveryMs, stillOurs }: LeashOptions): Leash {
  const begun = Date.now();
  let controller: AbortController | undefined;
  let longest: NodeJS.Timeout | undefined;
  let checks: NodeJS.Timeout | undefined;
  let aborted = false;
  const drop = () => {
    clearTimeout(longest);
    clearInterval(checks);
  };
  const abort = () => {
    aborted = true;
    drop();
    controller?.abort();
  };
  const check = () => {
    stillOurs().then(
      (ours) => {
        if (!ours) abort();
      },
      // Whether it is cannot be told while Redis is away; the lock outlasts several checks.
      () => undefined,
    );
  };
  return {
    signal: () => {
      if (controller !== undefined) return controller.signal;
      controller = new AbortController();
      if (aborted) controller.abort();
      else {
        longest = setTimeout(abort, Math.max(0, begun + longestRunMs - Date.now()));
        checks = setInterval(check, checkEveryMs);
      }
      return controller.signal;
    },
    abort,
    drop,
  };
}
