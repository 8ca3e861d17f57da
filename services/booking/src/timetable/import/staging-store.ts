import { once } from "node:events";
import { finished } from "node:stream/promises";
import type { Sql } from "@railbooker/runtime/database";
import pg from "pg";
import copy from "pg-copy-streams";

export type Field = string | number | boolean | null;

/** Rows on their way into a table by COPY. */
export interface CopyRows {
  /** Gives a promise to be waited for where the database is behind. */
  write(fields: readonly Field[]): Promise<void> | void;
  end(): Promise<void>;
}

/** One connection in one transaction. */
export interface Staging {
  sql: Sql;
  copyInto(table: string, columns: readonly string[]): CopyRows;
}

/** Runs `work` in a transaction on a connection of its own: all of it is committed, or none. */
export type InStaging = <T>(work: (staging: Staging) => Promise<T>) => Promise<T>;

const CHUNK_CHARACTERS = 1 << 16;
/** How far reading may be ahead of the database: each wait costs a turn of both processes. */
const AHEAD_BYTES = 1 << 21;

/** An import may take minutes, which the limits of the pool's connections forbid with good reason. */
const limits = "-c statement_timeout=20min -c idle_in_transaction_session_timeout=5min -c lock_timeout=30s";

/** Few large statements over tables that live for seconds: compiling them and sampling them finely costs more than it brings. */
const planning = "-c jit=off -c default_statistics_target=10 -c work_mem=64MB -c temp_buffers=32MB";

export function createStaging(databaseUrl: string, schema: string): InStaging {
  return async (work) => {
    const client = new pg.Client({
      connectionString: databaseUrl,
      options: `-c search_path=${schema},public ${limits} ${planning}`,
      connectionTimeoutMillis: 5000,
      keepAlive: true,
    });
    // A connection that breaks fails the query under way; without a listener it would end the process.
    client.on("error", () => undefined);
    let open: ReturnType<typeof copy.from> | undefined;
    await client.connect();
    try {
      await client.query("BEGIN");
      const result = await work({
        sql: {
          rows: async <T>(text: string, parameters: readonly unknown[] = []) =>
            (await client.query(text, [...parameters])).rows as T[],
        },
        copyInto: (table, columns) => {
          const stream = client.query(
            copy.from(`COPY ${table} (${columns.join(", ")}) FROM STDIN`, { highWaterMark: AHEAD_BYTES }),
          );
          open = stream;
          return copyRows(stream);
        },
      });
      await client.query("COMMIT");
      return result;
    } catch (error) {
      open?.destroy();
      await client.query("ROLLBACK").catch(() => undefined);
      throw error;
    } finally {
      await client.end();
    }
  };
}

function copyRows(stream: ReturnType<typeof copy.from>): CopyRows {
  let chunk = "";
  let failure: unknown;
  stream.on("error", (error) => {
    failure = error;
  });
  const throwIfFailed = () => {
    if (failure !== undefined) throw failure;
  };
  return {
    write: (fields) => {
      throwIfFailed();
      let line = "";
      for (const field of fields) line += `${line === "" ? "" : "\t"}${textOf(field)}`;
      chunk += `${line}\n`;
      if (chunk.length < CHUNK_CHARACTERS) return;
      const full = !stream.write(chunk);
      chunk = "";
      if (full) return once(stream, "drain").then(() => undefined);
    },
    end: async () => {
      throwIfFailed();
      stream.end(chunk);
      await finished(stream, { readable: false });
    },
  };
}

/** As COPY's text format has it. */
function textOf(field: Field): string {
  if (typeof field === "number") return String(field);
  if (field === null) return "\\N";
  if (typeof field === "boolean") return field ? "t" : "f";
  return /[\\\t\n\r\0]/.test(field) ? field.replaceAll("\0", "").replaceAll(/[\\\t\n\r]/g, escaped) : field;
}

const escapes: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };
const escaped = (character: string) => escapes[character] ?? character;
