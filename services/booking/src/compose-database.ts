import {
  createDataSource,
  type DatabaseOptions,
  type InTransaction,
  type Sql,
  sqlOf,
  transactions,
} from "@railbooker/runtime/database";
import { requireSchema } from "@railbooker/runtime/migrations";
import type { Shutdown } from "@railbooker/runtime/shutdown";
import type { DataSource } from "typeorm";
import type { BookingConfig } from "./config.js";
import { migrations, schema } from "./database/migrations.js";

/** @throws Error where it cannot be reached or its schema is not one that this version works with. */
export async function openDatabase(
  config: BookingConfig,
  shutdown: Shutdown,
  options: Pick<DatabaseOptions, "poolSize" | "settings">,
): Promise<{ dataSource: DataSource; sql: Sql; inTransaction: InTransaction }> {
  const source = createDataSource({ url: config.DATABASE_URL, schema, migrations, ...options });
  await source.initialize();
  shutdown.add("database", () => source.destroy());
  await requireSchema(source, schema);
  return { dataSource: source, sql: sqlOf(source), inTransaction: transactions(source) };
}
