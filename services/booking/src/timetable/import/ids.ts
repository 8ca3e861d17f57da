import { createHash } from "node:crypto";
import type { Sql } from "@railbooker/runtime/database";

const LONGEST = 48;

function slug(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9_-]+/g, "-").replaceAll(/^-+|-+$/g, "");
}

/** What bears on the choice of an id. */
export interface KnownIds {
  /** Those of other feeds, which this one must not take. */
  taken: ReadonlySet<string>;
  /** Those of the feed's former version, which it keeps whatever other feeds have meanwhile. */
  former: ReadonlySet<string>;
}

/**
 * Ids that may stand in a URL and stay the same from version to version of a feed: the feed's own id where it is short and
 * plain, else with a hash of it.
 */
export function stableIds(
  feedIds: Iterable<string>,
  feed: string,
  { taken, former }: KnownIds,
): Map<string, string> {
  const ids = new Map<string, string>();
  const bySlug = new Map<string, string[]>();
  for (const feedId of feedIds) {
    const key = slug(feedId);
    const same = bySlug.get(key);
    if (same === undefined) bySlug.set(key, [feedId]);
    else same.push(feedId);
  }
  for (const [key, feedIdsOfKey] of bySlug) {
    const plain = key !== "" && key.length <= LONGEST && feedIdsOfKey.length === 1 && !taken.has(key);
    for (const feedId of feedIdsOfKey) {
      const couldBePlain = plain && (former.size === 0 || former.has(key));
      const hashed = couldBePlain ? "" : withHash(key, feedId, feed);
      ids.set(feedId, couldBePlain || (plain && !former.has(hashed)) ? key : hashed);
    }
  }
  return ids;
}

function withHash(key: string, feedId: string, feed: string): string {
  const hash = createHash("sha256").update(`${feed}\n${feedId}`).digest("hex").slice(0, 10);
  return `${key.slice(0, LONGEST - 11)}-${hash}`.replace(/^-/, "");
}

/** The ids in the database, those of other feeds apart from those of this one. */
export async function knownIds(sql: Sql, feed: string): Promise<{ locations: KnownIds; trains: KnownIds }> {
  const locations = await sql.rows<IdRow>("SELECT id, feed = $1 AS own FROM locations", [feed]);
  const trains = await sql.rows<IdRow>(
    "SELECT t.id, tt.feed = $1 AS own FROM trains t JOIN timetables tt ON tt.id = t.timetable_id",
    [feed],
  );
  return { locations: split(locations), trains: split(trains) };
}

interface IdRow {
  id: string;
  own: boolean;
}

function split(rows: readonly IdRow[]): KnownIds {
  const known = { taken: new Set<string>(), former: new Set<string>() };
  for (const { id, own } of rows) (own ? known.former : known.taken).add(id);
  return known;
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
