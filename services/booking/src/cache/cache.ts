/**
 * Answers kept for a few seconds, in groups that are dropped together. Never the truth: with Redis away, and after any
 * failure, everything is asked for anew.
 */
export interface Cache {
  /** What is known of each key; undefined where nothing is. */
  read<T>(keys: readonly CacheKey[]): Promise<(T | undefined)[]>;
  /** Neither waits nor fails. */
  write(entries: readonly (CacheKey & { value: unknown })[]): void;
  /** Forgets all of these groups; neither waits nor fails. */
  drop(groups: readonly string[]): void;
}

export interface CacheKey {
  group: string;
  field: string;
}

/** For tests, and wherever nothing should be kept. */
export const noCache: Cache = {
  read: async (keys) => keys.map(() => undefined),
  write: () => undefined,
  drop: () => undefined,
};
