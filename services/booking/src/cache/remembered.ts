import type { Clock } from "@railbooker/runtime/clock";

/** Gives what `load` gave no longer than `maxAgeMs` ago; callers at the same moment share one question. */
export function remembered<T>(load: () => Promise<T>, clock: Clock, maxAgeMs: number): () => Promise<T> {
  let value: Promise<T> | undefined;
  let loadedAt = 0;
  return () => {
    const now = clock().getTime();
    if (value !== undefined && now - loadedAt < maxAgeMs) return value;
    const loading = load();
    value = loading;
    loadedAt = now;
    loading.catch(() => {
      // A failure is not remembered: the next caller asks again.
      if (value === loading) value = undefined;
    });
    return loading;
  };
}
