const longestWaitMs = 2_000;

/** Runs once the page has nothing more urgent to do. */
export function whenIdle(run: () => void): void {
  // Not every browser has it.
  if ("requestIdleCallback" in globalThis) requestIdleCallback(run, { timeout: longestWaitMs });
  else setTimeout(run, 200);
}
