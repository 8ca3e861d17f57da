import type { Sql } from "@railbooker/runtime/database";
import type { IndexedLocation, Location } from "./location.js";

interface LocationRow extends Omit<Location, "code"> {
  code: string | null;
}

const COLUMNS = `id, name, code, latitude, longitude, time_zone AS "timeZone"`;
const SIMILAR_ENOUGH = 0.5;

/** Changes whenever a timetable, and with it its locations, is replaced. */
export async function locationsVersion(sql: Sql): Promise<string> {
  const [row] = await sql.rows<{ version: string }>(
    "SELECT concat(max(id), ' ', max(imported_at), ' ', count(*)) AS version FROM timetables WHERE live",
  );
  return row?.version ?? "";
}

export async function allLocations(sql: Sql): Promise<IndexedLocation[]> {
  const rows = await sql.rows<LocationRow & { searchName: string; size: number }>(
    `SELECT ${COLUMNS}, search_name AS "searchName", size FROM locations`,
  );
  return rows.map(({ searchName, size, ...row }) => ({ location: toLocation(row), searchName, size }));
}

/** Names that are spelled like the typed text, for typing errors; most alike first. */
export async function locationsLike(sql: Sql, text: string, limit: number): Promise<Location[]> {
  const rows = await sql.rows<LocationRow>(
    `SELECT ${COLUMNS} FROM locations WHERE word_similarity($1, search_name) >= $3
     ORDER BY word_similarity($1, search_name) DESC, size DESC, name, id LIMIT $2`,
    [text, limit, SIMILAR_ENOUGH],
  );
  return rows.map(toLocation);
}

function toLocation({ code, ...rest }: LocationRow): Location {
  return code === null ? rest : { ...rest, code };
}
