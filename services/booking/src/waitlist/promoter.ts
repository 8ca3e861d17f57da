import { coerceError } from "@railbooker/runtime/errors";
import type { Logger } from "@railbooker/runtime/logger";
import { type Repeated, repeat } from "@railbooker/runtime/repeat";
import { type PromoteDeps, promote } from "./promote.js";
import { runsWaitedFor } from "./waitlist-store.js";

export interface Promoter extends Repeated {
  /** Seats of the run have come free: call it after the commit; it is not waited for. */
  wake(runId: string): void;
}

/** Runs of one sweep; the next goes on after them. */
const sweptRuns = 200;

/** Looks at runs whose seats came free at once, and at all that somebody waits for now and then. */
export function createPromoter(deps: PromoteDeps & { log: Logger; everyMs?: number }): Promoter {
  const { sql, log, everyMs = 10_000 } = deps;
  const woken = new Set<string>();
  let working: Promise<void> = Promise.resolve();
  let busy = false;
  let stopped = false;
  let sweptTo = "";

  async function work(): Promise<void> {
    while (woken.size > 0 && !stopped) {
      const [runId = ""] = woken;
      woken.delete(runId);
      try {
        await promote(deps, runId, () => stopped);
      } catch (error) {
        const reason = coerceError(error).message;
        log.warn({ reason, runId }, "a waiting list could not be looked at; trying again later");
      }
    }
  }

  function run(): void {
    if (busy || stopped) return;
    busy = true;
    working = work().finally(() => {
      busy = false;
      if (woken.size > 0) run();
    });
  }

  const sweeper = repeat({
    everyMs,
    log,
    what: "finding waiting lists",
    round: async () => {
      const runIds = await runsWaitedFor(sql, sweptTo, sweptRuns);
      sweptTo = runIds.length < sweptRuns ? "" : (runIds.at(-1) ?? "");
      for (const runId of runIds) woken.add(runId);
      run();
    },
  });

  return {
    wake: (runId) => {
      woken.add(runId);
      run();
    },
    start: sweeper.start,
    stop: async () => {
      stopped = true;
      await Promise.all([sweeper.stop(), working]);
    },
  };
}
