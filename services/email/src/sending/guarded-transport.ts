import type { Breaker } from "./breaker.js";
import { failureProblem } from "./outcome.js";
import { tooManyProblem } from "./send-problems.js";
import type { WaitForTurn } from "./send-rate.js";
import type { Slots } from "./slots.js";
import { HandOverError, type Transport } from "./transport.js";

export interface Guards {
  breaker: Breaker;
  slots: Slots;
  waitForTurn: WaitForTurn;
}

/** A transport that asks first: is our login accepted, is a connection free, does the provider's rate allow it? */
export function guardTransport(transport: Transport, { breaker, slots, waitForTurn }: Guards): Transport {
  return {
    handOver: async (mail, signal) => {
      const leave = await slots.take(signal).catch(() => {
        throw tooManyProblem();
      });
      try {
        const refusedForMs = breaker.refusesFor();
        if (refusedForMs !== undefined) throw loginRefused(refusedForMs);
        await waitForTurn(signal);
        await transport.handOver(mail, signal);
        breaker.accepted();
      } catch (thrown) {
        note(breaker, thrown);
        // The deadline passed while this mail waited for its turn.
        if (signal.aborted && thrown === signal.reason) throw tooManyProblem();
        throw thrown;
      } finally {
        leave();
      }
    },
    pending: () => transport.pending() + slots.waiting(),
    close: transport.close,
  };
}

/** An answer about the recipient or the content means that we were let in. */
function note(breaker: Breaker, thrown: unknown): void {
  const kind = thrown instanceof HandOverError ? thrown.kind : undefined;
  if (thrown instanceof HandOverError && thrown.untried) return;
  if (kind === "authentication") breaker.refused();
  else if (kind === "rejected") breaker.accepted();
  else breaker.undecided();
}

function loginRefused(refusedForMs: number): HandOverError {
  const problem = failureProblem("authentication", {}, undefined, Math.ceil(refusedForMs / 1000));
  return new HandOverError("authentication", problem, true);
}
