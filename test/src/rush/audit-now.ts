import { waitFor } from "@railbooker/runtime/testing/wait";
import { runChecks } from "@railbooker/scripts/audit/run-audit";
import pg from "pg";

/** Runs the checks inside a transaction that is rolled back, after `change`. @returns the names of those that do not hold, with what they found. */
export async function auditAfter(databaseUrl: string, change: string): Promise<Map<string, string[]>> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    options: "-c search_path=booking,public -c lock_timeout=20s",
  });
  await client.connect();
  try {
    await client.query("BEGIN");
    await client.query(change);
    const findings = await runChecks(client);
    return new Map(findings.filter(({ total }) => total > 0).map(({ name, offences }) => [name, offences]));
  } finally {
    await client.query("ROLLBACK");
    await client.end();
  }
}

/** Effects are given a minute; with this nothing is, so that a test need not wait for them to be due. */
export const aMinuteLater = `
  UPDATE outbox SET created_at = created_at - interval '2 minutes', published_at = published_at - interval '2 minutes'`;

/** Waits until the audit is clean, with every event's effect in place. @throws Error that lists what still breaks. */
export async function becomesClean(databaseUrl: string, timeoutMs = 60_000): Promise<void> {
  let broken = new Map<string, string[]>();
  const clean = async () => {
    broken = await auditAfter(databaseUrl, aMinuteLater);
    return broken.size === 0;
  };
  await waitFor("a clean audit", clean, timeoutMs).catch((error: unknown) => {
    throw new Error(`the audit does not become clean: ${JSON.stringify([...broken])}`, { cause: error });
  });
}
