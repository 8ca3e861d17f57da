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
  /** How long an answer is waited for, in ms; longer than Postgres itself works on a statement. */
  answerMs?: number;
}

/**
 * For pools whose every statement goes by keys. What Postgres believes of a table that grows as fast as in a rush lets it read all of
 * it, and a prepared statement would keep to that.
 */
export const byKeys = { enable_seqscan: "off", enable_hashjoin: "off", enable_mergejoin: "off", jit: "off" };

export function createDataSource(options: DatabaseOptions): DataSource {
  const { url, schema, migrations, poolSize = 10, settings = {}, answerMs = 15_000 } = options;
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
      // Where Postgres is frozen or cut off it ends no statement: without this, every connection would wait for good.
      query_timeout: answerMs,
      idle_in_transaction_session_timeout: 10_000,
      lock_timeout: 5000,
      options: all.map(([name, value]) => `-c ${name}=${value}`).join(" "),
    },
    // A connection that breaks while idle must not end the process: the pool replaces it.
    poolErrorHandler: () => undefined,
  });
}

interface Statement {
  text: string;
  values: unknown[];
  name?: string;
  /** In ms, in place of the pool's. */
  query_timeout?: number;
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

/** The transaction has failed already: nobody should wait long for its end as well. */
const rollbackMs = 2000;

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
      await connection.query({ text: "ROLLBACK", values: [], query_timeout: rollbackMs }).catch(() => {
        broken = true;
      });
      throw error;
    } finally {
      connection.off("error", lost);
      connection.release(broken);
    }
  };
}
