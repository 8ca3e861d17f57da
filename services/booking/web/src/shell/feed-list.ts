import type { Notice } from "../api/types.js";

/** As many as one answer of the API holds, and as the panel shows. */
export const longestList = 100;

/** Both together, each once whichever way it came, newest first. What `items` says of one counts. */
export function merge(
  items: readonly Notice[],
  news: readonly Notice[],
  most: number = longestList,
): Notice[] {
  const bySeq = new Map([...news, ...items].map((item) => [item.seq, item]));
  return [...bySeq.values()].sort((a, b) => b.seq - a.seq).slice(0, most);
}

/** A longer list with the latest in front; the latest alone where so much lies between them that a gap would show. */
export function withLatest(known: readonly Notice[], latest: readonly Notice[]): Notice[] {
  const oldest = latest.at(-1)?.seq ?? 0;
  const fits = known.length > 0 && (known[0]?.seq ?? 0) >= oldest - 1;
  return fits ? merge(latest, known, Number.POSITIVE_INFINITY) : [...latest];
}

/**
 * What to ask the API for: all that came after the number known, or the latest where nothing is known, or so much is
 * missing that the list would not show it anyway.
 */
export function question(known: number, maxSeq: number): Record<string, string> {
  const fits = known > 0 && maxSeq - known <= longestList;
  return { limit: String(longestList), ...(fits ? { after: String(known) } : {}) };
}
