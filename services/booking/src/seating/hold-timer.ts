import { coerceError } from "@railbooker/runtime/errors";
import type { Logger } from "@railbooker/runtime/logger";
import type { JobQueue } from "@railbooker/runtime/queue";
import { type ExpireDeps, expireDue } from "./expire-holds.js";
import type { Hold } from "./hold.js";

export interface HoldJob {
  holdId: string;
}

export interface HoldTimer {
  /** Sees to it that the hold is ended on time; with Redis away the sweeper does it. */
  set(hold: Hold): void;
}

/** Processors differ by some milliseconds about the time; a job that comes too early would have to come again. */
const marginMs = 50;
const jobsAtOnce = 4;

/** Ends each hold at its time through the queue. The database decides whether it is over; a job is only a reminder. */
export function createHoldTimer(
  deps: ExpireDeps & { queue: JobQueue<HoldJob> | undefined; log: Logger },
): HoldTimer & { start(): void } {
  const { queue, clock, log } = deps;
  return {
    set: (hold) => {
      const delayMs = Math.max(0, hold.expiresAt.getTime() - clock().getTime()) + marginMs;
      // A hold that was extended has another end, and so another job.
      const id = `${hold.id}-${hold.expiresAt.getTime()}`;
      queue?.add(id, { holdId: hold.id }, { delayMs }).catch((error: unknown) => {
        log.debug({ reason: coerceError(error).message }, "a hold's end could not be queued; it is swept");
      });
    },
    start: () =>
      queue?.process(jobsAtOnce, async ({ holdId }) => {
        await expireDue(deps, { holdId });
      }),
  };
}
