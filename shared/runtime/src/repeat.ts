import { createAlarmClock } from "./alarm-clock.js";
import { coerceError } from "./errors.js";
import type { Logger } from "./logger.js";

export interface Repeated {
  start(): void;
  /** Lets the round under way finish; ends at once between two. */
  stop(): Promise<void>;
}

export interface RepeatOptions {
  everyMs: number;
  log: Logger;
  /** For the log, where a round fails: what could not be done. It is tried again with the next. */
  what: string;
  round: (stopping: () => boolean) => Promise<void>;
}

/** Does `round` at once and then again and again, with a pause between the end of one and the start of the next. */
export function repeat({ everyMs, log, what, round }: RepeatOptions): Repeated {
  const alarm = createAlarmClock();
  let stopped = false;
  let loop: Promise<void> = Promise.resolve();
  let failing = false;

  async function run(): Promise<void> {
    while (!stopped) {
      try {
        await round(() => stopped);
        failing = false;
      } catch (error) {
        // Said once: a neighbour that is away for an hour must not fill the log.
        log[failing ? "debug" : "warn"](
          { reason: coerceError(error).message },
          `${what} failed; trying again`,
        );
        failing = true;
      }
      if (!stopped) await alarm.sleep(everyMs);
    }
  }

  return {
    start: () => {
      loop = run();
    },
    stop: async () => {
      stopped = true;
      alarm.wake();
      await loop;
    },
  };
}
