import type { FeedSource } from "./feed-files.js";

/** How far the reading of a whole feed is. */
export interface FeedProgress {
  reading(file: string, rows: number, bytes: number): void;
  /** Of the feed's text, from 0 to 1. */
  share(): number;
  rows(): number;
}

export function feedProgress(source: FeedSource): FeedProgress {
  const total = source
    .names()
    .reduce((sum, name) => sum + (name.endsWith(".txt") ? source.bytes(name) : 0), 0);
  const done = new Map<string, { rows: number; bytes: number }>();
  const sum = (what: "rows" | "bytes") => [...done.values()].reduce((all, file) => all + file[what], 0);
  return {
    reading: (file, rows, bytes) => {
      done.set(file, { rows, bytes });
    },
    share: () => (total === 0 ? 1 : Math.min(1, sum("bytes") / total)),
    rows: () => sum("rows"),
  };
}
