import type { Clock } from "@railbooker/runtime/clock";

/**
 * Stops asking a mail server that refuses our login: a thousand attempts a minute would lock the account, and none of
 * them can succeed. After a pause one mail tries again; its failure doubles the pause, its success ends it.
 */
export interface Breaker {
  /** @returns undefined when a mail may try, else the milliseconds until one may. */
  refusesFor(): number | undefined;
  /** The login was refused. */
  refused(): void;
  /** The login was accepted, whatever became of the mail. */
  accepted(): void;
  /** An attempt ended before the login was tried: the next mail may try instead. */
  undecided(): void;
  isOpen(): boolean;
}

const firstPauseMs = 15_000;
const longestPauseMs = 300_000;

export function createBreaker(clock: Clock, onChange: (open: boolean) => void): Breaker {
  let pauseMs = 0;
  let until = 0;
  let probing = false;
  const isOpen = () => pauseMs > 0;
  return {
    isOpen,
    refusesFor: () => {
      if (!isOpen()) return undefined;
      const left = until - clock().getTime();
      if (left > 0) return left;
      if (probing) return 1000;
      probing = true;
      return undefined;
    },
    refused: () => {
      // Those under way when the first was refused are refused too; that says nothing new.
      if (isOpen() && !probing) return;
      const wasOpen = isOpen();
      pauseMs = wasOpen ? Math.min(pauseMs * 2, longestPauseMs) : firstPauseMs;
      until = clock().getTime() + pauseMs;
      probing = false;
      if (!wasOpen) onChange(true);
    },
    accepted: () => {
      if (!isOpen()) return;
      pauseMs = 0;
      probing = false;
      onChange(false);
    },
    undecided: () => {
      probing = false;
    },
  };
}
