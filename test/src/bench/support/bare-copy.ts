import { createReadStream } from "node:fs";
import { open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import copy from "pg-copy-streams";

/** The text files of a folder by COPY, each into a table of text columns without an index, in one transaction. @returns milliseconds */
export async function bareCopy(url: string, folder: string, files: readonly string[]): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("CREATE SCHEMA bare");
    const start = performance.now();
    await client.query("BEGIN");
    for (const file of files) {
      const table = `bare.${file.replace(".txt", "")}`;
      const columns = await headerOf(join(folder, file));
      await client.query(`CREATE TABLE ${table} (${columns.map((column) => `"${column}" text`).join(", ")})`);
      const stream = client.query(copy.from(`COPY ${table} FROM STDIN (FORMAT csv, HEADER)`));
      await pipeline(createReadStream(join(folder, file), { highWaterMark: 1 << 18 }), stream);
    }
    await client.query("COMMIT");
    return performance.now() - start;
  } finally {
    await client.query("DROP SCHEMA IF EXISTS bare CASCADE");
    await client.end();
  }
}

/** The files of a feed that an import reads. */
export async function tablesOf(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith(".txt")).sort();
}

async function headerOf(path: string): Promise<string[]> {
  const file = await open(path);
  try {
    const lines = createInterface({ input: file.createReadStream({ autoClose: false }) });
    for await (const line of lines)
      return line
        .replace(/^\uFEFF/, "")
        .split(",")
        .map((column) => column.replaceAll('"', "").trim());
    return [];
  } finally {
    await file.close();
  }
}
