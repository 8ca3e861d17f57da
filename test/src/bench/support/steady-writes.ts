import { setTimeout as pause } from "node:timers/promises";

export interface Latencies {
  /** From the statement that commits to the socket's packet, in ms: the packet may come before the commit's answer. */
  times: number[];
  lost: number;
}

/** What was committed and when; a packet names it. */
export interface Seen {
  arrived(key: string): void;
}

const patienceMs = 10_000;

/**
 * Commits at a steady rate whether or not earlier ones have arrived.
 * @param commit writes one event and tells that it did. @param watch is given what to call for each packet.
 */
export async function steadyWrites(
  { perSecond, seconds }: { perSecond: number; seconds: number },
  commit: (key: string) => Promise<void>,
  watch: (seen: Seen) => () => void,
): Promise<Latencies> {
  const committed = new Map<string, number>();
  const times: number[] = [];
  const unwatch = watch({
    arrived: (key) => {
      const at = committed.get(key);
      if (at !== undefined) times.push(performance.now() - at);
      committed.delete(key);
    },
  });
  const begin = performance.now();
  const writes: Promise<void>[] = [];
  for (let count = 0; count < perSecond * seconds; count++) {
    const due = begin + (count * 1000) / perSecond;
    if (due > performance.now()) await pause(due - performance.now());
    const key = crypto.randomUUID();
    committed.set(key, performance.now());
    writes.push(commit(key));
  }
  await Promise.all(writes);
  const end = performance.now() + patienceMs;
  while (committed.size > 0 && performance.now() < end) await pause(10);
  unwatch();
  return { times, lost: committed.size };
}
