/**
 * Keeps an aggregate's events in the order of their versions. Relay and lanes keep it already; this is for what they cannot
 * see, such as a predecessor set aside elsewhere or cut from the stream. An event whose predecessor is missing waits for it a
 * little, then goes on: every event carries the whole state of its aggregate, so none is made wrong by a missing one, and
 * a predecessor that comes late is still handled.
 */
export interface OrderGate {
  /** Calls `go` in the order of versions. A version seen before, or of an aggregate not seen yet, goes at once. */
  enter(subject: string, version: number, go: () => void): void;
  /** Lets nobody wait any longer; what waits does not go. */
  close(): void;
}

export interface OrderGateOptions {
  waitMs: number;
  /** Told once for each event that went on without its predecessor. */
  onGap: (subject: string, expected: number, version: number) => void;
  /** Aggregates whose version is remembered. */
  remembered?: number;
}

interface Waiting {
  version: number;
  go: () => void;
}

export function createOrderGate({ waitMs, onGap, remembered = 20_000 }: OrderGateOptions): OrderGate {
  const last = new Map<string, number>();
  const waiting = new Map<string, Waiting[]>();
  const timers = new Map<string, NodeJS.Timeout>();

  function pass(subject: string, { version, go }: Waiting): void {
    const reached = Math.max(last.get(subject) ?? 0, version);
    last.delete(subject);
    last.set(subject, reached);
    if (last.size > remembered) last.delete(last.keys().next().value ?? subject);
    go();
  }

  /** Lets go what has its predecessor now. */
  function release(subject: string): void {
    const queue = waiting.get(subject) ?? [];
    for (let next = queue[0]; next !== undefined && isNext(subject, next.version); next = queue[0]) {
      queue.shift();
      pass(subject, next);
    }
    if (queue.length === 0) {
      waiting.delete(subject);
      clearTimeout(timers.get(subject));
      timers.delete(subject);
    }
  }

  const isNext = (subject: string, version: number) => version <= (last.get(subject) ?? version) + 1;

  function giveUp(subject: string): void {
    timers.delete(subject);
    const next = waiting.get(subject)?.shift();
    if (next === undefined) return;
    onGap(subject, (last.get(subject) ?? 0) + 1, next.version);
    pass(subject, next);
    release(subject);
    if (waiting.has(subject)) wait(subject);
  }

  const wait = (subject: string) =>
    timers.set(
      subject,
      setTimeout(() => giveUp(subject), waitMs),
    );

  return {
    enter: (subject, version, go) => {
      if (isNext(subject, version)) {
        pass(subject, { version, go });
        release(subject);
        return;
      }
      const queue = waiting.get(subject) ?? [];
      queue.push({ version, go });
      queue.sort((a, b) => a.version - b.version);
      waiting.set(subject, queue);
      if (!timers.has(subject)) wait(subject);
    },
    close: () => {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      waiting.clear();
      last.clear();
    },
  };
}
