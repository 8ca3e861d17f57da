import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { stateFolder } from "../servers/paths.js";
import { loadSecrets } from "../start/secrets.js";
import { readPort } from "../start/variables.js";

const patienceMs = 2000;

/** The database of an `npm start` that runs from this folder; undefined where none does. */
export async function localDatabaseUrl(
  environment: NodeJS.ProcessEnv,
  state = stateFolder,
): Promise<string | undefined> {
  const secrets = join(state, "secrets.json");
  const port = readPort(environment, "POSTGRES_PORT") ?? rememberedPort(join(state, "ports.json"));
  if (port === undefined || !existsSync(secrets)) return undefined;
  const password = encodeURIComponent(loadSecrets(secrets).POSTGRES_PASSWORD);
  const url = `postgres://railbooker:${password}@127.0.0.1:${port}/railbooker`;
  return (await answers(url)) ? url : undefined;
}

function rememberedPort(file: string): number | undefined {
  if (!existsSync(file)) return undefined;
  const { POSTGRES_PORT: port } = JSON.parse(readFileSync(file, "utf8")) as { POSTGRES_PORT?: number };
  return port;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: patienceMs });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
