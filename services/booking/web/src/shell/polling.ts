/**
 * Asks again so many milliseconds after each answer (which may be others each time), never twice at once, and not while nobody looks. What `ask` throws is its own
 * to show: asking goes on.
 * @returns what ends it
 */
export function poll(
  ask: (signal: AbortSignal) => Promise<void>,
  everyMs: number | (() => number),
): () => void {
  const ended = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking = false;
  const next = (): void => {
    clearTimeout(timer);
    if (!ended.signal.aborted && !document.hidden) {
      const waitMs = typeof everyMs === "number" ? everyMs : everyMs();
      timer = setTimeout(() => void turn(), waitMs);
    }
  };
  const turn = async (): Promise<void> => {
    if (asking) return;
    asking = true;
    await ask(ended.signal).catch(() => undefined);
    asking = false;
    next();
  };
  const onVisible = (): void => {
    if (!document.hidden) void turn();
  };
  document.addEventListener("visibilitychange", onVisible, { signal: ended.signal });
  next();
  return () => {
    ended.abort();
    clearTimeout(timer);
  };
}
