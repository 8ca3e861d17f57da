import { createHash } from "node:crypto";
import type { Sql } from "@railbooker/runtime/database";

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

/** Ids that other feeds hold, which this one must not take. */
export async function idsOfOtherFeeds(
  sql: Sql,
  feed: string,
): Promise<{ locations: Set<string>; trains: Set<string> }> {
  const locations = await sql.rows<{ id: string }>("SELECT id FROM locations WHERE feed <> $1", [feed]);
  const trains = await sql.rows<{ id: string }>(
    "SELECT t.id FROM trains t JOIN timetables tt ON tt.id = t.timetable_id WHERE tt.feed <> $1",
    [feed],
  );
  return {
    locations: new Set(locations.map(({ id }) => id)),
    trains: new Set(trains.map(({ id }) => id)),
  };
}

const LONGEST_FEED_NAME = 60;

/** A feed is known by who publishes it: a newer version replaces the older one. */
export function feedNameOf(publisher: string): string {
  const plain = publisher.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return (
    plain
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-|-$/g, "")
      .slice(0, LONGEST_FEED_NAME) || "feed"
  );
}
