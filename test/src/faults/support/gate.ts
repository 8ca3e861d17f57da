import { waitFor } from "@railbooker/runtime/testing/wait";
import pg from "pg";

/** Stops whoever comes to one kind of statement, from within Postgres and without the product's knowledge. */
export interface Gate {
  /** From now on such a statement waits until `open`. */
  close(): Promise<void>;
  open(): Promise<void>;
  /** Waits until somebody waits. @returns the application name. @throws Error when nobody comes in time. */
  caught(): Promise<string>;
  /** Ends the connections of those that wait: a server goes on with a statement although its client is dead. */
  endWaiting(): Promise<void>;
  remove(): Promise<void>;
}

/** `COMMIT` is that of a transaction which has inserted into the table. */
export type Statement = "INSERT" | "UPDATE" | "COMMIT";

const key = 7_400_001;

/**
 * A gate before each such statement on the table, as `booking.outbox`. It is a trigger that takes an advisory lock which
 * this connection holds while the gate is closed.
 */
export async function createGate(databaseUrl: string, table: string, statement: Statement): Promise<Gate> {
  const client = new pg.Client({ connectionString: databaseUrl, query_timeout: 20_000 });
  client.on("error", () => undefined);
  await client.connect();
  await client.query(`
    CREATE OR REPLACE FUNCTION public.fault_gate() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_advisory_xact_lock_shared(${key}); RETURN NULL; END $$`);
  await client.query(`${triggerBefore(statement, table)} EXECUTE FUNCTION public.fault_gate()`);
  const waiters = `
    FROM pg_locks l JOIN pg_stat_activity a USING (pid)
    WHERE l.locktype = 'advisory' AND l.objid = ${key} AND NOT l.granted AND a.datname = current_database()`;
  let closed = false;
  const open = async () => {
    if (closed) await client.query(`SELECT pg_advisory_unlock(${key})`);
    closed = false;
  };
  return {
    close: async () => {
      await client.query(`SELECT pg_advisory_lock(${key})`);
      closed = true;
    },
    open,
    caught: () =>
      waitFor(
        `a process before its ${statement} of ${table}`,
        async () => {
          const { rows } = await client.query<{ name: string }>(
            `SELECT a.application_name AS name ${waiters}`,
          );
          return rows[0]?.name;
        },
        30_000,
      ),
    endWaiting: async () => {
      await client.query(`SELECT pg_terminate_backend(a.pid) ${waiters}`);
    },
    remove: async () => {
      await open();
      await client.query(`DROP TRIGGER fault_gate ON ${table}`);
      await client.end();
    },
  };
}

function triggerBefore(statement: Statement, table: string): string {
  if (statement !== "COMMIT")
    return `CREATE TRIGGER fault_gate BEFORE ${statement} ON ${table} FOR EACH STATEMENT`;
  const deferred = "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW";
  return `CREATE CONSTRAINT TRIGGER fault_gate AFTER INSERT ON ${table} ${deferred}`;
}
