import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import { AppError } from "@railbooker/runtime/errors";
import type { Location } from "./location.js";
import { createLocationIndex, type LocationIndex } from "./location-index.js";
import { allLocations, locationsLike, locationsVersion } from "./location-store.js";
import { searchText } from "./search-name.js";

export interface LocationFinder {
  /** Best match first; the biggest where nothing is typed. Accents, case and, from four letters on, slips do not matter. */
  search(typed: string, limit: number): Promise<Location[]>;
  /**
   * The named locations.
   * @throws AppError `no-such-location` (404) naming the ones that do not exist.
   */
  get<K extends string>(ids: Record<K, string>): Promise<Record<K, Location>>;
}

const SHORTEST_FOR_TYPING_ERRORS = 4;
const CHECK_EVERY_MS = 1000;
const ANSWERS_KEPT = 5000;

interface Loaded {
  version: string;
  index: LocationIndex;
  /** What was typed before, by limit and text: people type the same beginnings. */
  answers: Map<string, Location[]>;
}

/** Answers from memory; a second after an import at the latest it holds the new locations. */
export function createLocationFinder(sql: Sql, clock: Clock): LocationFinder {
  let loaded: Loaded | undefined;
  let checkedAt = Number.NEGATIVE_INFINITY;
  let checking: Promise<Loaded> | undefined;

  async function check(): Promise<Loaded> {
    const version = await locationsVersion(sql);
    if (loaded?.version !== version)
      loaded = { version, index: createLocationIndex(await allLocations(sql)), answers: new Map() };
    checkedAt = clock().getTime();
    return loaded;
  }

  async function current(): Promise<Loaded> {
    if (loaded !== undefined && clock().getTime() - checkedAt < CHECK_EVERY_MS) return loaded;
    checking ??= check().finally(() => {
      checking = undefined;
    });
    return checking;
  }

  async function find({ index }: Loaded, text: string, limit: number): Promise<Location[]> {
    const matches = index.match(text, limit);
    if (matches.length > 0 || text.length < SHORTEST_FOR_TYPING_ERRORS) return matches;
    return locationsLike(sql, text, limit);
  }

  return {
    search: async (typed, limit) => {
      const text = searchText(typed);
      if (text === "" && typed.trim() !== "") return [];
      const now = await current();
      const key = `${limit} ${text}`;
      const known = now.answers.get(key);
      if (known !== undefined) return known;
      const found = await find(now, text, limit);
      if (now.answers.size >= ANSWERS_KEPT) now.answers.clear();
      now.answers.set(key, found);
      return found;
    },
    get: async (ids) => {
      const { index } = await current();
      return named(ids, (id) => index.get(id));
    },
  };
}

function named<K extends string>(
  ids: Record<K, string>,
  find: (id: string) => Location | undefined,
): Record<K, Location> {
  const found = Object.entries<string>(ids).map(([field, id]) => ({ field, id, location: find(id) }));
  const unknown = found.filter(({ location }) => location === undefined);
  if (unknown.length === 0)
    return Object.fromEntries(found.map(({ field, location }) => [field, location])) as Record<K, Location>;
  throw new AppError({
    kind: "not-found",
    code: "no-such-location",
    message: `There is no location ${unknown.map(({ id }) => `"${id}"`).join(" and ")}. Look locations up by GET /api/locations?q=`,
    errors: unknown.map(({ field, id }) => ({
      pointer: `/${field}`,
      detail: `There is no location "${id}".`,
    })),
  });
}
