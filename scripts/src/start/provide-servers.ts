import { createHash } from "node:crypto";
import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { repositoryRoot, stateFolder, stateSubfolder } from "../servers/paths.js";
import { startPostgres, stopLeftoverPostgres } from "../servers/postgres.js";
import { startRedis, stopLeftoverRedis } from "../servers/redis.js";
import { redisProblem } from "../servers/redis-ping.js";
import type { Server } from "../servers/server.js";
import { canEnter, serverUser } from "../servers/server-user.js";
import { serverPort } from "./ports.js";
import type { Part } from "./supervisor.js";
import { readVariable } from "./variables.js";

export interface Provided {
  url: string;
  /** What to stop; nothing where the server is the user's own. */
  part?: Part;
  /** In a few words, where it came from. */
  source: string;
}

const portsFile = join(stateFolder, "ports.json");
const database = "railbooker";

/** Postgres: that of DATABASE_URL, else one of our own with its data in `.railbooker/`. */
export async function providePostgres(
  environment: NodeJS.ProcessEnv,
  password: string,
  say: (line: string) => void,
): Promise<Provided> {
  const own = readVariable(environment, "DATABASE_URL");
  if (own !== undefined) {
    await withClient(own, "DATABASE_URL", (client) => client.query("SELECT 1"));
    return { url: own, source: "from DATABASE_URL" };
  }
  const logFile = join(stateSubfolder("logs"), "postgres.log");
  const dataDir = join(postgresFolder(say), "postgres");
  // Before its port is looked at, which a leftover would hold.
  await stopLeftoverPostgres(dataDir);
  const port = await serverPort(environment, "POSTGRES_PORT", portsFile);
  const server = await startPostgres({ dataDir, port, superuser: database, password, logFile });
  await withClient(server.url, "The local Postgres", async (client) => {
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${database}`);
  });
  const url = server.url.replace(/\/postgres$/, `/${database}`);
  return { url, part: partOf("Postgres", server, logFile), source: `port ${port}` };
}

/** Redis: that of REDIS_URL, else one of our own with its data in `.railbooker/`. */
export async function provideRedis(
  environment: NodeJS.ProcessEnv,
  password: string,
  say: (line: string) => void,
): Promise<Provided> {
  const own = readVariable(environment, "REDIS_URL");
  if (own !== undefined) {
    const problem = await redisProblem(own, 5000);
    if (problem === undefined) return { url: own, source: "from REDIS_URL" };
    throw new Error(`REDIS_URL is set, but that Redis does not answer: ${problem}.`);
  }
  const logFile = join(stateSubfolder("logs"), "redis.log");
  const dataDir = join(stateFolder, "redis");
  await stopLeftoverRedis(dataDir);
  const port = await serverPort(environment, "REDIS_PORT", portsFile);
  const server = await startRedis({ dataDir, port, password, logFile, say });
  return { url: server.url, part: partOf("Redis", server, logFile), source: `port ${port}` };
}

/** `.railbooker/`, or where the clone is closed to the user who runs Postgres, a folder of its own below /var/lib. */
function postgresFolder(say: (line: string) => void): string {
  const user = serverUser();
  mkdirSync(stateFolder, { recursive: true });
  if (canEnter(stateFolder, user)) return stateFolder;
  const clone = createHash("sha256").update(repositoryRoot).digest("hex").slice(0, 12);
  const folder = join("/var/lib/railbooker", clone);
  mkdirSync(folder, { recursive: true });
  for (const path of ["/var/lib/railbooker", folder]) chmodSync(path, 0o711);
  say(
    `    The data goes to ${folder}: Postgres runs as '${user?.name}', who cannot enter this clone's folder.`,
  );
  return folder;
}

function partOf(name: string, server: Server, logFile: string): Part {
  const { exited, lastLines } = server;
  return {
    name,
    exited,
    lastLines,
    logFile,
    stop: (patienceMs) => server.stop(patienceMs),
    kill: () => server.kill(),
  };
}

async function withClient(
  url: string,
  what: string,
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5000,
    query_timeout: 30_000,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await work(client);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${what} does not work: ${reason}`, { cause: error });
  } finally {
    await client.end().catch(() => undefined);
  }
}
