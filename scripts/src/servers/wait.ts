import { setTimeout as sleep } from "node:timers/promises";

export { sleep };

/**
 * Asks `check` again and again until it answers true.
 * @returns false when `deadlineMs` milliseconds have passed first
 */
export async function waitUntil(
  check: () => boolean | Promise<boolean>,
  deadlineMs: number,
  everyMs = 50,
): Promise<boolean> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    if (await check()) return true;
    if (performance.now() >= end) return false;
    await sleep(everyMs);
  }
}

/** @returns the promise's value, or undefined when `deadlineMs` milliseconds have passed first */
export async function within<T>(promise: Promise<T>, deadlineMs: number): Promise<T | undefined> {
  const timer = new AbortController();
  try {
    return await Promise.race([
      promise,
      sleep(Math.max(0, deadlineMs), undefined, { signal: timer.signal }).catch(() => undefined),
    ]);
  } finally {
    timer.abort();
  }
}
