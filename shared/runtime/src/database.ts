import { DataSource } from "typeorm";

/** What a store needs of the database: SQL with parameters. A transaction and the pool both offer it. */
export interface Sql {
  /**
   * The rows that a statement gives, be it SELECT or … RETURNING.
   * @param name for long statements on hot paths: each connection plans it once under this name, which no other statement may have.
   */
  rows<T>(sql: string, parameters?: readonly unknown[], name?: string): Promise<T[]>;
}

/** Runs `work` in one transaction: all of it is committed, or none. */
export type InTransaction = <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;

export interface DatabaseOptions {
  url: string;
  /** Postgres schema that holds the service's tables; each service has its own. */
  schema: string;
  // biome-ignore lint/complexity/noBannedTypes: TypeORM types migrations as Function
  migrations: Function[];
  /** Small on purpose: on two cores more connections make it slower. */
  poolSize?: number;
  /** Postgres's own settings, for each connection of the pool. */
  settings?: Readonly<Record<string, string>>;
}

/**
 * For pools whose every statement goes by keys. What Postgres believes of a table that grows as fast as in a rush lets it read all of
 * it, and a prepared statement would keep to that.
 */
export const byKeys = { enable_seqscan: "off", enable_hashjoin: "off", enable_mergejoin: "off", jit: "off" };

export function createDataSource(options: DatabaseOptions): DataSource {
  const { url, schema, migrations, poolSize = 10, settings = {} } = options;
  const all = Object.entries({ search_path: `${schema},public`, ...settings });
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
      options: all.map(([name, value]) => `-c ${name}=${value}`).join(" "),
    },
    // A connection that breaks while idle must not end the process: the pool replaces it.
    poolErrorHandler: () => undefined,
  });
}

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

interface Statement {
  text: string;
  values: unknown[];
  name?: string;
}

interface Queryable {
  query(statement: Statement): Promise<{ rows: unknown[] }>;
}

/** As far as it is used here; pg's own types come with no package that this one needs. */
interface Connection extends Queryable {
  on(event: "error", listener: () => void): unknown;
  off(event: "error", listener: () => void): unknown;
  /** @param broken closes the connection instead of handing it on. */
  release(broken?: boolean): void;
}

interface Pool extends Queryable {
  connect(): Promise<Connection>;
}

/** The data source's own pool: TypeORM's way to it makes a query runner, and two round trips more, for each statement. */
const poolOf = ({ driver }: DataSource): Pool => (driver as unknown as { master: Pool }).master;

export const sqlOf = (source: DataSource): Sql => sqlOn(() => poolOf(source));

function sqlOn(target: () => Queryable): Sql {
  return {
    rows: async <T>(text: string, parameters: readonly unknown[] = [], name?: string) => {
      const values = [...parameters];
      const { rows } = await target().query(name === undefined ? { text, values } : { text, values, name });
      return rows as T[];
    },
  };
}

export function transactions(source: DataSource): InTransaction {
  return async (work) => {
    const connection = await poolOf(source).connect();
    let broken = false;
    // Lost between two statements: the next one, COMMIT at the latest, says so. Unheard it would end the process.
    const lost = () => {
      broken = true;
    };
    connection.on("error", lost);
    try {
      await connection.query({ text: "BEGIN", values: [] });
      const result = await work(sqlOn(() => connection));
      await connection.query({ text: "COMMIT", values: [] });
      return result;
    } catch (error) {
      // Should even this fail, the connection is lost, and Postgres has undone the transaction by itself.
      await connection.query({ text: "ROLLBACK", values: [] }).catch(() => {
        broken = true;
      });
      throw error;
    } finally {
      connection.off("error", lost);
      connection.release(broken);
    }
  };
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
