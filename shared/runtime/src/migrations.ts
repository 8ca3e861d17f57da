import type { DataSource } from "typeorm";
import { createDataSource, type DatabaseOptions } from "./database.js";

/**
 * - `expand`: steps that only add. Programs of the version before go on working.
 * - `all`: also those that take away, for when no older program is left.
 */
export type MigrationPhase = "expand" | "all";

/** Brings the schema up to date; safe to run from several processes at once. @returns the names of the steps taken. */
export async function migrate(options: DatabaseOptions, phase: MigrationPhase = "all"): Promise<string[]> {
  const migrations = options.migrations.filter(({ name }) => phase === "all" || !isContraction(name));
  const dataSource = createDataSource({ ...options, migrations, poolSize: 2 });
  await dataSource.initialize();
  const runner = dataSource.createQueryRunner();
  try {
    // Session-level lock: two processes that migrate at once would both find the same migration pending.
    await runner.query("SELECT pg_advisory_lock(hashtext($1))", [`migrate:${options.schema}`]);
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "${options.schema}"`);
    const done = await dataSource.runMigrations({ transaction: "each" });
    await runner.query("SELECT pg_advisory_unlock(hashtext($1))", [`migrate:${options.schema}`]);
    return done.map((migration) => migration.name);
  } finally {
    await runner.release();
    await dataSource.destroy();
  }
}

/**
 * Refuses a database that this program does not fit: one that lacks a step it needs, or one that has taken a step away
 * that it does not know of. Steps that only add may be ahead, so that old and new processes can run side by side.
 * @throws Error that names the steps and what to do.
 */
export async function requireSchema(dataSource: DataSource, schema: string): Promise<void> {
  const known = dataSource.migrations.map((step) => step.name ?? step.constructor.name);
  const done: string[] = await dataSource
    .query(`SELECT name FROM "${schema}".schema_migrations`)
    .then((rows: { name: string }[]) => rows.map(({ name }) => name))
    .catch((error: { code?: string }) => {
      if (error.code === undefinedTable) return [];
      throw error;
    });
  const missing = known.filter((name) => !done.includes(name) && !isContraction(name));
  if (missing.length > 0)
    throw new Error(
      `The database schema "${schema}" is older than this program: it lacks ${missing.join(", ")}. ` +
        "Run the migrations of this version, then start again.",
    );
  const taken = done.filter((name) => !known.includes(name) && isContraction(name));
  if (taken.length > 0)
    throw new Error(
      `The database schema "${schema}" is newer than this program and has dropped what it needs: ${taken.join(", ")}. ` +
        "Start the version that belongs to the database, or restore a backup of this version.",
    );
}

const undefinedTable = "42P01";

/** Steps that take something away are named so, and run once no older program is left. */
const isContraction = (name: string): boolean => name.startsWith("Contract");
