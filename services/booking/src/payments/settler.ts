import { coerceError } from "@railbooker/runtime/errors";
import { type SettleDeps, settleDue } from "./settle-due.js";

export interface SettlerDeps extends SettleDeps {
  everyMs?: number;
}

/** Brings payments to their end: captures what has bought something, calls off what has not, makes refunds that are owed. */
export interface Settler {
  /** Call it after the commit; it is not waited for. What fails or gets lost is found by the next pass. */
  wake(paymentIds: readonly string[]): void;
  /** One look at everything whose time has come, such as what a crash left open. */
  pass(): Promise<void>;
  /** Looks at once and then again and again. */
  start(): void;
  stop(): Promise<void>;
}

const batch = 100;
/** What is sold within a moment is settled together: nobody waits for it, and each look costs four statements. */
const momentMs = 25;
/** Batches a pass takes at most; the next pass goes on. */
const batchesPerPass = 10;

export function createSettler(deps: SettlerDeps): Settler {
  const { log, everyMs = 5000 } = deps;
  const settle = settleDue(deps, batch);
  const woken = new Set<string>();
  let working: Promise<void> = Promise.resolve();
  let busy = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let soon: NodeJS.Timeout | undefined;

  async function drain(): Promise<void> {
    while (woken.size > 0) {
      const ids = [...woken].slice(0, batch);
      for (const id of ids) woken.delete(id);
      await settle(ids);
    }
  }

  async function pass(): Promise<void> {
    for (let round = 0; round < batchesPerPass && !stopped; round++) {
      if ((await settle(null)) === 0) return;
    }
  }

  function run(work: () => Promise<void>): void {
    if (busy) return;
    busy = true;
    working = work()
      .catch((error: unknown) =>
        log.warn({ reason: coerceError(error).message }, "payments could not be settled; trying again"),
      )
      .finally(() => {
        busy = false;
        if (woken.size > 0 && !stopped) run(drain);
      });
  }

  function drainSoon(): void {
    clearTimeout(soon);
    soon = undefined;
    run(drain);
  }

  return {
    wake: (ids) => {
      for (const id of ids) woken.add(id);
      soon ??= setTimeout(drainSoon, momentMs);
    },
    pass,
    start: () => {
      run(pass);
      timer = setInterval(() => run(pass), everyMs);
    },
    stop: async () => {
      clearInterval(timer);
      if (soon !== undefined) drainSoon();
      await working;
      stopped = true;
      await working;
    },
  };
}
