import { DataSource, type EntityManager, type MixedList } from "typeorm";

/** What a store needs of the database: SQL with parameters. A transaction and the pool both offer it. */
export interface Sql {
  /** SELECT and INSERT … RETURNING give rows; UPDATE and DELETE … RETURNING too (see `rows`). */
  rows<T>(sql: string, parameters?: readonly unknown[]): Promise<T[]>;
}

/** Runs `work` in one transaction: all of it is committed, or none. */
export type InTransaction = <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;

export interface DatabaseOptions {
  url: string;
  /** Postgres schema that holds the service's tables; each service has its own. */
  schema: string;
  // biome-ignore lint/complexity/noBannedTypes: TypeORM types migrations as Function
  migrations: MixedList<string | Function>;
  /** Small on purpose: on two cores more connections make it slower. */
  poolSize?: number;
}

export function createDataSource({ url, schema, migrations, poolSize = 10 }: DatabaseOptions): DataSource {
  return new DataSource({
    type: "postgres",
    url,
    schema,
    migrations,
    migrationsTableName: "schema_migrations",
    synchronize: false,
    installExtensions: false,
    poolSize,
    extra: {
      connectionTimeoutMillis: 2000,
      statement_timeout: 10_000,
      idle_in_transaction_session_timeout: 10_000,
      lock_timeout: 5000,
      options: `-c search_path=${schema},public`,
    },
    // A connection that breaks while idle must not end the process: the pool replaces it.
    poolErrorHandler: () => undefined,
  });
}

/** Brings the schema up to date; safe to run from several processes at once. */
export async function migrate(options: DatabaseOptions): Promise<string[]> {
  const dataSource = createDataSource({ ...options, poolSize: 2 });
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

export function sqlOf(source: DataSource | EntityManager): Sql {
  return {
    rows: async <T>(sql: string, parameters: readonly unknown[] = []) => {
      const result: unknown = await source.query(sql, [...parameters]);
      return rowsOf(result) as T[];
    },
  };
}

/** TypeORM gives [rows, count] for UPDATE and DELETE but plain rows for SELECT and INSERT; callers see rows alone. */
function rowsOf(result: unknown): unknown[] {
  if (!Array.isArray(result)) return [];
  const [first, second] = result as unknown[];
  return result.length === 2 && Array.isArray(first) && typeof second === "number" ? first : result;
}

export function transactions(dataSource: DataSource): InTransaction {
  return (work) => dataSource.transaction((manager) => work(sqlOf(manager)));
}
