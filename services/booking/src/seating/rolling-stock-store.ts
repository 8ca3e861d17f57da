import type { Sql } from "@railbooker/runtime/database";
import { buildFormation, type CoachPlan, type FormationFor, type TrainKind } from "./formation.js";
import { planFor, type RollingStock, samePlan } from "./rolling-stock.js";

interface StockRow {
  category: string;
  route_type: number;
  coaches: CoachPlan[];
}

/** The operator's rolling stock, and the coaches of runs that were on sale before it changed. */
export const storedFormations: FormationFor = async (sql, runs) => {
  const [row] = await sql.rows<{ stock: StockRow[] | null; frozen: Record<string, CoachPlan[]> | null }>(
    `SELECT (SELECT json_agg(r) FROM rolling_stock r) AS stock,
            (SELECT json_object_agg(run_id, coaches) FROM run_formations WHERE run_id = ANY($1)) AS frozen`,
    [runs.map((run) => run.runId)],
  );
  const stock = (row?.stock ?? []).map(toStock);
  return runs.map((run) => buildFormation(row?.frozen?.[run.runId] ?? planFor(stock, run)));
};

export async function findRollingStock(sql: Sql): Promise<RollingStock[]> {
  const rows = await sql.rows<StockRow>(
    "SELECT category, route_type, coaches FROM rolling_stock ORDER BY category, route_type",
  );
  return rows.map(toStock);
}

export async function replaceRollingStock(sql: Sql, stock: readonly RollingStock[]): Promise<void> {
  await sql.rows("DELETE FROM rolling_stock");
  await sql.rows(
    "INSERT INTO rolling_stock (category, route_type, coaches) SELECT * FROM unnest($1::text[], $2::int[], $3::jsonb[])",
    [
      stock.map((entry) => entry.category ?? ""),
      stock.map((entry) => entry.routeType ?? -1),
      stock.map((entry) => JSON.stringify(entry.coaches)),
    ],
  );
}

/** Keeps the coaches of runs with seats held or sold as they are, where `after` would change them. Call it under `lockInventory`. */
export async function freezeSoldRuns(
  sql: Sql,
  before: readonly RollingStock[],
  after: readonly RollingStock[],
): Promise<void> {
  const kinds = await sql.rows<TrainKind>('SELECT DISTINCT category, route_type AS "routeType" FROM trains');
  for (const kind of kinds) {
    const plan = planFor(before, kind);
    if (samePlan(plan, planFor(after, kind))) continue;
    await sql.rows(
      `INSERT INTO run_formations (run_id, coaches)
       SELECT DISTINCT c.run_id, $3::jsonb FROM seat_claims c JOIN trains t ON t.id = split_part(c.run_id, '.', 1)
        WHERE t.category = $1 AND t.route_type = $2
       ON CONFLICT DO NOTHING`,
      [kind.category, kind.routeType, JSON.stringify(plan)],
    );
  }
}

function toStock({ category, route_type, coaches }: StockRow): RollingStock {
  return {
    ...(category === "" ? {} : { category }),
    ...(route_type === -1 ? {} : { routeType: route_type }),
    coaches,
  };
}

/** A run that has become another kind of train keeps the coaches in which its seats were sold. */
export async function freezeRun(sql: Sql, runId: string, before: TrainKind, after: TrainKind): Promise<void> {
  const stock = await findRollingStock(sql);
  const plan = planFor(stock, before);
  if (samePlan(plan, planFor(stock, after))) return;
  await sql.rows("INSERT INTO run_formations (run_id, coaches) VALUES ($1, $2) ON CONFLICT DO NOTHING", [
    runId,
    JSON.stringify(plan),
  ]);
}
