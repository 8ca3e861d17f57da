import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { waitFor } from "./wait.js";

/** A Redis of the test's own, for tests that stop it, freeze it or wipe it. */
export interface OwnRedis {
  url: string;
  start(): Promise<void>;
  /** Ends it as a crash would, without saving; `start` brings it back as its append-only file has it. */
  kill(): Promise<void>;
  pause(): void;
  resume(): void;
  /** Ends it and removes its files. */
  remove(): Promise<void>;
}

export async function createOwnRedis(): Promise<OwnRedis> {
  const directory = await mkdtemp(join(tmpdir(), "railbooker-redis-"));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;

  const kill = async () => {
    const ending = child;
    child = undefined;
    if (ending === undefined || ending.exitCode !== null) return;
    ending.kill("SIGKILL");
    await once(ending, "exit");
  };
  const start = async () => {
    const settings = ["--port", String(port), "--bind", "127.0.0.1", "--dir", directory];
    child = spawn(
      process.env["TEST_REDIS_SERVER"] ?? "redis-server",
      [...settings, "--appendonly", "yes", "--appendfsync", "always", "--save", ""],
      {
        stdio: "ignore",
      },
    );
    await waitFor("redis-server to answer", () => answers(url));
  };
  await start();
  return {
    url,
    start,
    kill,
    pause: () => child?.kill("SIGSTOP"),
    resume: () => child?.kill("SIGCONT"),
    remove: async () => {
      await kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function answers(url: string): Promise<boolean> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: null, enableReadyCheck: true });
  redis.on("error", () => undefined);
  try {
    await redis.connect();
    return (await redis.ping()) === "PONG";
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("the system gave no port");
  return address.port;
}
