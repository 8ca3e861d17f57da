import type { Sql } from "@railbooker/runtime/database";

/** A hash of every table of the schema, by name: equal exactly where not one row differs. */
export async function snapshot(sql: Sql): Promise<Record<string, string>> {
  const tables = await sql.rows<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'booking' ORDER BY 1",
  );
  const hashes: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await sql.rows<{ hash: string }>(
      `SELECT md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '')) AS hash FROM "${name}" t`,
    );
    hashes[name] = row?.hash ?? "";
  }
  return hashes;
}
