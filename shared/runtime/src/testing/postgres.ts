import { createHash, randomUUID } from "node:crypto";
import pg from "pg";

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/**
 * A database of the test file's own, cloned from a template that `prepare` fills once per `version`
 * (change `version` when what `prepare` does changes; a list of migration names serves).
 */
export async function createTestDatabase(
  name: string,
  version: string,
  prepare: (url: string) => Promise<unknown>,
): Promise<TestDatabase> {
  const adminUrl = required("TEST_POSTGRES_URL");
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    const template = `tpl_${name}_${createHash("sha1").update(version).digest("hex").slice(0, 10)}`;
    const database = `test_${name}_${randomUUID().replaceAll("-", "").slice(0, 12)}`;
    // Two test files may want the same template at once; the second waits until the first has filled it.
    await admin.query("SELECT pg_advisory_lock(hashtext($1))", [template]);
    const { rowCount } = await admin.query("SELECT 1 FROM pg_database WHERE datname = $1", [template]);
    if (rowCount === 0) {
      const draft = `${database}_draft`;
      await admin.query(`CREATE DATABASE ${draft}`);
      await prepare(withDatabase(adminUrl, draft));
      await admin.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
    }
    await admin.query(`CREATE DATABASE ${database} TEMPLATE ${template}`);
    await admin.query("SELECT pg_advisory_unlock(hashtext($1))", [template]);
    return { url: withDatabase(adminUrl, database), drop: () => dropDatabase(adminUrl, database) };
  } finally {
    await admin.end();
  }
}

async function dropDatabase(adminUrl: string, database: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  await admin.end();
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}

export function required(variable: string): string {
  const value = process.env[variable];
  if (value === undefined || value === "")
    throw new Error(`${variable} is not set: run these tests by npm test`);
  return value;
}
