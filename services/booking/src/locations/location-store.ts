import type { Sql } from "@railbooker/runtime/database";
import { AppError } from "@railbooker/runtime/errors";
import { searchText } from "./search-name.js";

/** A station, as the API shows it. */
export interface Location {
  id: string;
  name: string;
  code?: string;
  latitude: number;
  longitude: number;
  timeZone: string;
}

interface LocationRow extends Omit<Location, "code"> {
  code: string | null;
}

const COLUMNS = `id, name, code, latitude, longitude, time_zone AS "timeZone"`;
const SIMILAR_ENOUGH = 0.5;
const SHORTEST_FOR_TYPING_ERRORS = 4;

/** Rank 0: the whole name or code; 1: the start of any word; 2: anywhere. The text holds letters, digits and single spaces only. */
const BY_TEXT = `
  SELECT ${COLUMNS} FROM locations
  WHERE search_name LIKE '%' || $1 || '%'
  ORDER BY CASE WHEN search_name LIKE '%|' || $1 || '|%' THEN 0
                WHEN search_name LIKE '%|' || $1 || '%' OR search_name LIKE '% ' || $1 || '%' THEN 1
                ELSE 2 END,
           size DESC, name, id
  LIMIT $2`;

const BY_LIKENESS = `
  SELECT ${COLUMNS} FROM locations
  WHERE word_similarity($1, search_name) >= $3 AND id <> ALL ($4::text[])
  ORDER BY word_similarity($1, search_name) DESC, size DESC, name, id
  LIMIT $2`;

const BIGGEST = `SELECT ${COLUMNS} FROM locations ORDER BY size DESC, name, id LIMIT $1`;

/** Best match first; the biggest ones where nothing is typed. Accents, case and, from four letters on, slips do not matter. */
export async function searchLocations(sql: Sql, typed: string, limit: number): Promise<Location[]> {
  const text = searchText(typed);
  if (text === "")
    return typed.trim() === "" ? (await sql.rows<LocationRow>(BIGGEST, [limit])).map(toLocation) : [];
  const matches = await sql.rows<LocationRow>(BY_TEXT, [text, limit]);
  const missing = limit - matches.length;
  const alike =
    missing > 0 && text.length >= SHORTEST_FOR_TYPING_ERRORS
      ? await sql.rows<LocationRow>(BY_LIKENESS, [text, missing, SIMILAR_ENOUGH, matches.map(({ id }) => id)])
      : [];
  return [...matches, ...alike].map(toLocation);
}

/**
 * The named locations, all in one query.
 * @throws AppError `no-such-location` (404) naming the ones that do not exist.
 */
export async function getLocations<K extends string>(
  sql: Sql,
  ids: Record<K, string>,
): Promise<Record<K, Location>> {
  // Postgres refuses a NUL in a text with an error of its own, so what cannot be an id is not asked for.
  const possible = Object.values<string>(ids).filter((id) => /^[A-Za-z0-9_-]+$/.test(id));
  const rows = await sql.rows<LocationRow>(`SELECT ${COLUMNS} FROM locations WHERE id = ANY ($1::text[])`, [
    possible,
  ]);
  const byId = new Map(rows.map((row) => [row.id, toLocation(row)]));
  const unknown = Object.entries<string>(ids).filter(([, id]) => !byId.has(id));
  if (unknown.length > 0) {
    const names = unknown.map(([, id]) => `"${id}"`).join(" and ");
    throw new AppError({
      kind: "not-found",
      code: "no-such-location",
      message: `There is no location ${names}. Look locations up by GET /api/locations?q=`,
      errors: unknown.map(([field, id]) => ({
        pointer: `/${field}`,
        detail: `There is no location "${id}".`,
      })),
    });
  }
  return Object.fromEntries(
    Object.entries<string>(ids).map(([field, id]) => [field, byId.get(id)]),
  ) as Record<K, Location>;
}

function toLocation({ code, ...rest }: LocationRow): Location {
  return code === null ? rest : { ...rest, code };
}
