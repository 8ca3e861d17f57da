import type { Notice } from "../api/types.js";

/** As many as the panel shows. */
export const longestList = 100;

/** Both together, each once whichever way it came, newest first. */
export function merge(items: readonly Notice[], news: readonly Notice[]): Notice[] {
  const bySeq = new Map([...news, ...items].map((item) => [item.seq, item]));
  return [...bySeq.values()].sort((a, b) => b.seq - a.seq).slice(0, longestList);
}

/**
 * What to ask the API for: all that came after the number known, or the latest where nothing is known, or so much is
 * missing that the list would not show it anyway.
 */
export function question(known: number, maxSeq: number): Record<string, string> {
  const fits = known > 0 && maxSeq - known <= longestList;
  return { limit: String(longestList), ...(fits ? { after: String(known) } : {}) };
}
