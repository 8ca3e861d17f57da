import type { Sql } from "@railbooker/runtime/database";
import { builtInTariff, type Tariff } from "./tariff.js";

export interface TariffInForce {
  /** 0 for the one that is built in. */
  version: number;
  tariff: Tariff;
}

export async function currentTariff(sql: Sql): Promise<TariffInForce> {
  const [row] = await sql.rows<TariffInForce>(
    "SELECT version, tariff FROM tariffs ORDER BY version DESC LIMIT 1",
  );
  return row ?? { version: 0, tariff: builtInTariff };
}

/** In force from the commit on; those before it are kept. */
export async function insertTariff(
  sql: Sql,
  tariff: Tariff,
  setBy: string,
  at: Date,
): Promise<TariffInForce> {
  const [row] = await sql.rows<{ version: number }>(
    "INSERT INTO tariffs (tariff, set_by, set_at) VALUES ($1, $2, $3) RETURNING version",
    [JSON.stringify(tariff), setBy, at],
  );
  if (row === undefined) throw new Error("the tariff got no version");
  return { version: row.version, tariff };
}
