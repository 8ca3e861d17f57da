import type { InTransaction } from "@railbooker/runtime/database";
import { AppError } from "@railbooker/runtime/errors";
import { lockInventory } from "./inventory-lock.js";
import type { RollingStock } from "./rolling-stock.js";
import { findRollingStock, freezeSoldRuns, replaceRollingStock } from "./rolling-stock-store.js";

/**
 * Puts a new list in the place of the old one. Runs with seats held or sold keep the coaches that they have.
 * @throws AppError 422 `rolling-stock-twice` where two entries are for the same kind of train.
 */
export function changeRollingStock(
  inTransaction: InTransaction,
): (stock: readonly RollingStock[]) => Promise<RollingStock[]> {
  return async (stock) => {
    const kinds = new Set<string>();
    for (const { category, routeType } of stock) {
      const kind = `category ${category ?? "any"}, route type ${routeType ?? "any"}`;
      if (kinds.has(kind))
        throw new AppError({
          kind: "refused",
          code: "rolling-stock-twice",
          message: `There are two entries for ${kind}; keep one.`,
        });
      kinds.add(kind);
    }
    return await inTransaction(async (sql) => {
      await lockInventory(sql);
      await freezeSoldRuns(sql, await findRollingStock(sql), stock);
      await replaceRollingStock(sql, stock);
      return await findRollingStock(sql);
    });
  };
}
