import { createHash } from "node:crypto";

const LONGEST = 48;

function slug(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9_-]+/g, "-").replaceAll(/^-+|-+$/g, "");
}

/**
 * Ids that may stand in a URL and stay the same from version to version of a feed: the feed's own id where it is short and
 * plain, else with a hash of it. `taken` says which ids another feed has.
 */
export function stableIds(
  feedIds: Iterable<string>,
  feed: string,
  taken: ReadonlySet<string>,
): Map<string, string> {
  const ids = new Map<string, string>();
  const bySlug = new Map<string, string[]>();
  for (const feedId of feedIds) {
    const key = slug(feedId);
    bySlug.set(key, [...(bySlug.get(key) ?? []), feedId]);
  }
  for (const [key, feedIdsOfKey] of bySlug) {
    const plain = key !== "" && key.length <= LONGEST && feedIdsOfKey.length === 1 && !taken.has(key);
    for (const feedId of feedIdsOfKey) {
      const hash = createHash("sha256").update(`${feed}\n${feedId}`).digest("hex").slice(0, 10);
      ids.set(feedId, plain ? key : `${key.slice(0, LONGEST - 11)}-${hash}`.replace(/^-/, ""));
    }
  }
  return ids;
}
