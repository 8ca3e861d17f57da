import { coerceError } from "@railbooker/runtime/errors";
import type { Logger } from "@railbooker/runtime/logger";
import { type PromoteDeps, promote } from "./promote.js";
import { runsWaitedFor } from "./waitlist-store.js";

export interface Promoter {
  /** Seats of the run have come free: call it after the commit; it is not waited for. */
  wake(runId: string): void;
  start(): void;
  stop(): Promise<void>;
}

const sweptRuns = 200;

/** Looks at runs whose seats came free at once, and at all that somebody waits for now and then. */
export function createPromoter(deps: PromoteDeps & { log: Logger; everyMs?: number }): Promoter {
  const woken = new Set<string>();
  let working: Promise<void> = Promise.resolve();
  let busy = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  async function work(): Promise<void> {
    while (woken.size > 0 && !stopped) {
      const [runId = ""] = woken;
      woken.delete(runId);
      try {
        await promote(deps, runId);
      } catch (error) {
        const reason = coerceError(error).message;
        deps.log.warn({ reason, runId }, "a waiting list could not be looked at; trying again later");
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

  async function sweep(): Promise<void> {
    try {
      for (const runId of await runsWaitedFor(deps.sql, sweptRuns)) woken.add(runId);
      run();
    } catch (error) {
      deps.log.warn({ reason: coerceError(error).message }, "waiting lists could not be found");
    }
  }

  return {
    wake: (runId) => {
      woken.add(runId);
      run();
    },
    start: () => {
      timer = setInterval(() => void sweep(), deps.everyMs ?? 10_000);
    },
    stop: async () => {
      clearInterval(timer);
      stopped = true;
      await working;
    },
  };
}
