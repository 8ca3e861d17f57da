import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startChild } from "./child.js";
import { freePort, requireFreePort } from "./free-port.js";
import { isAlive, isServerOf, readPid, stopLeftover } from "./leftover.js";
import { redisProblem } from "./redis-ping.js";
import { type RedisProgram, redisProgram } from "./redis-program.js";
import { failedToStart, type Server } from "./server.js";
import { waitUntil } from "./wait.js";

export interface RedisOptions {
  /** Made when missing; kept at the end. */
  dataDir: string;
  /** A free one when left out. */
  port?: number;
  password?: string;
  databases?: number;
  /** False for tests: nothing is written to disk. */
  durable?: boolean;
  logFile?: string;
  /** Told before anything is installed. */
  say?: (line: string) => void;
}

// An append-only file of some hundred megabytes loads in seconds.
const readyMs = 60_000;

/**
 * Starts Redis or Valkey on the loopback interface, never dropping a key of its own accord (noeviction).
 * A server of an earlier run on the same folder is stopped first.
 */
export async function startRedis(options: RedisOptions): Promise<Server> {
  const { dataDir, password, say = () => undefined } = options;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  await stopLeftoverRedis(dataDir);
  const program = await redisProgram(say);
  const port = options.port ?? (await freePort());
  await requireFreePort(port, "Redis");
  const child = await startChild({
    name: "Redis",
    ...commandFor(program, options, port),
    cwd: dataDir,
    logFile: options.logFile,
  });
  const credentials = password === undefined ? "" : `:${encodeURIComponent(password)}@`;
  const url = `redis://${credentials}127.0.0.1:${port}`;
  const isReady = async () => (await redisProblem(url)) === undefined;
  const ready = await waitUntil(async () => child.hasExited() || (await isReady()), readyMs);
  if (!ready || child.hasExited()) throw await failedToStart(child, "Redis", readyMs);
  const removeContainer = () => {
    if (program.kind === "docker") removeContainerOf(program.path, dataDir);
  };
  return {
    url,
    port,
    pid: child.pid,
    exited: child.exited,
    lastLines: child.lastLines,
    async stop(patienceMs = 5000) {
      await child.stop("SIGTERM", patienceMs);
      removeContainer();
    },
    async kill() {
      removeContainer();
      await child.kill();
    },
  };
}

function commandFor(program: RedisProgram, options: RedisOptions, port: number) {
  const configuration = join(options.dataDir, "redis.conf");
  const inContainer = program.kind === "docker";
  writeFileSync(
    configuration,
    configurationText(options, inContainer ? { port: 6379, dir: "/data" } : { port, dir: options.dataDir }),
    { mode: 0o600 },
  );
  // The mode above counts only for a new file.
  chmodSync(configuration, 0o600);
  if (!inContainer) return { command: program.path, args: [configuration] };
  removeContainerOf(program.path, options.dataDir);
  const owner = process.getuid === undefined ? [] : ["--user", `${process.getuid()}:${process.getgid?.()}`];
  const publish = ["-p", `127.0.0.1:${port}:6379`, "-v", `${options.dataDir}:/data`];
  const run = ["run", "--rm", "--name", containerName(options.dataDir), ...owner, ...publish, program.image];
  return { command: program.path, args: [...run, "redis-server", "/data/redis.conf"] };
}

/** The password stands in a file, because a command line can be read by everybody on the machine. */
function configurationText(options: RedisOptions, place: { port: number; dir: string }): string {
  const { durable = true, databases = 16, password } = options;
  const inContainer = place.dir === "/data";
  return [
    // Inside a container, loopback is the container's own; Docker publishes the port on the host's loopback only.
    inContainer ? "bind 0.0.0.0\nprotected-mode no" : "bind 127.0.0.1",
    `port ${place.port}`,
    `dir ${JSON.stringify(place.dir)}`,
    `pidfile ${JSON.stringify(join(place.dir, "redis.pid"))}`,
    `databases ${databases}`,
    `appendonly ${durable ? "yes" : "no"}`,
    "appendfsync everysec",
    'save ""',
    "maxmemory-policy noeviction",
    ...(password === undefined ? [] : [`requirepass ${password}`]),
    "",
  ].join("\n");
}

/** Stops the Redis that a killed run has left on this folder. */
export async function stopLeftoverRedis(dataDir: string): Promise<void> {
  const pid = readPid(join(dataDir, "redis.pid"));
  if (pid === undefined || !isAlive(pid)) return;
  for (const program of ["redis-server", "valkey-server"]) {
    if (isServerOf(pid, program, dataDir)) return await stopLeftover(pid, "SIGTERM", 5000);
  }
}

function containerName(dataDir: string): string {
  return `railbooker-redis-${createHash("sha256").update(dataDir).digest("hex").slice(0, 12)}`;
}

function removeContainerOf(docker: string, dataDir: string): void {
  spawnSync(docker, ["rm", "--force", containerName(dataDir)], { stdio: "ignore", timeout: 10_000 });
}
