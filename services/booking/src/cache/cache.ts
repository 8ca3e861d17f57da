/**
 * Answers kept for a few seconds, in groups that are dropped together. Never the truth: with Redis away, and after any
 * failure, everything is asked for anew.
 */
export interface Cache {
  /** What is known in each group, by field; undefined where nothing is. All in one question. */
  read<T>(groups: readonly string[]): Promise<(Entries<T> | undefined)[]>;
  /**
   * Keeps entries: beside `known`, which was read just before, else as a new group. Does nothing where the group has been
   * dropped since. Neither waits nor fails.
   */
  write(groups: readonly GroupToWrite[]): void;
  /** Forgets all of these groups; neither waits nor fails. */
  drop(groups: readonly string[]): void;
}

export type Entries<T> = Record<string, T>;

export interface GroupToWrite {
  group: string;
  known: Entries<unknown> | undefined;
  fresh: Entries<unknown>;
}

/** For tests, and wherever nothing should be kept. */
export const noCache: Cache = {
  read: async (groups) => groups.map(() => undefined),
  write: () => undefined,
  drop: () => undefined,
};
