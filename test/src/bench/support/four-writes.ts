import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";

const run = promisify(execFile);

/** Transactions per second of four single-row writes each, by 64 clients: what the server can do with nothing to think about. */
export interface FourWrites {
  /** What writes: `pgbench`, or a load of this program's own where pgbench is not installed. */
  tool: string;
  measure(seconds: number): Promise<number>;
  close(): Promise<void>;
}

const clients = 64;
const tables = ["claims", "bookings", "passengers", "outbox"].map((name) => `four_writes_${name}`);
const inserts = tables.map(
  (table) => `INSERT INTO ${table} (a, b, c) VALUES ($1, 'some text of some length', now())`,
);

export async function openFourWrites(url: string): Promise<FourWrites> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const table of tables) {
    await client.query(
      `CREATE TABLE ${table} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a int, b text, c timestamptz)`,
    );
  }
  await client.end();
  const program = findPgbench();
  return program === undefined ? byNode(url) : byPgbench(program, url);
}

function findPgbench(): string | undefined {
  const versions = "/usr/lib/postgresql";
  const installed = existsSync(versions)
    ? readdirSync(versions)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => join(versions, version, "bin/pgbench"))
    : [];
  return installed.find((path) => existsSync(path));
}

function byPgbench(program: string, url: string): FourWrites {
  const folder = mkdtempSync(join(tmpdir(), "four-writes-"));
  const script = join(folder, "script.sql");
  const lines = ["\\set n random(1, 1000000)", "BEGIN;", ...inserts.map((i) => `${i};`), "END;"];
  writeFileSync(script, lines.join("\n").replaceAll("$1", ":n"));
  return {
    tool: "pgbench",
    measure: async (seconds) => {
      const { stdout } = await run(
        program,
        // biome-ignore format: one option and its value a pair
        ["-n", "-f", script, "-M", "prepared", "-c", String(clients), "-j", "2", "-T", String(seconds), url],
        { timeout: (seconds + 30) * 1000 },
      );
      const rate = /tps = ([\d.]+)/.exec(stdout)?.[1];
      if (rate === undefined) throw new Error(`pgbench said nothing of its rate: ${stdout}`);
      return Number(rate);
    },
    close: async () => rmSync(folder, { recursive: true }),
  };
}

/** Named statements over 64 connections. */
async function byNode(url: string): Promise<FourWrites> {
  const pool = Array.from({ length: clients }, () => new pg.Client({ connectionString: url }));
  for (const client of pool) await client.connect();
  return {
    tool: "a load of four named statements from Node",
    measure: async (seconds) => {
      const start = Date.now();
      const end = start + seconds * 1000;
      let done = 0;
      await Promise.all(
        pool.map(async (client) => {
          while (Date.now() < end) {
            await client.query("BEGIN");
            for (const [index, text] of inserts.entries())
              await client.query({ name: `four-writes-${index}`, text, values: [done] });
            await client.query("COMMIT");
            done += 1;
          }
        }),
      );
      return (done * 1000) / (Date.now() - start);
    },
    close: async () => {
      for (const client of pool) await client.end();
    },
  };
}
