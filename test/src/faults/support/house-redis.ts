import { readdirSync, statSync, truncateSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lastingPort } from "@railbooker/scripts/servers/free-port";
import { startRedis } from "@railbooker/scripts/servers/redis";
import type { Server } from "@railbooker/scripts/servers/server";
import { Redis } from "ioredis";

/** The product's Redis, with its append-only file as in production; may be frozen, killed, set back and replaced. */
export interface HouseRedis {
  readonly url: string;
  readonly port: number;
  pause(): void;
  resume(): void;
  kill(): Promise<void>;
  /** From the append-only file, as the last time left it. */
  start(): Promise<void>;
  /** An empty one in its place. */
  startEmpty(): Promise<void>;
  /** Bytes of the append-only file so far. */
  position(): number;
  /** While it is down: forgets what was written after that position, as a lost second of disk writes would. */
  forgetSince(position: number): void;
  /** On a connection of its own, closed afterwards. */
  ask<T>(question: (redis: Redis) => Promise<T>): Promise<T>;
  remove(): Promise<void>;
}

export async function createHouseRedis(): Promise<HouseRedis> {
  const port = await lastingPort();
  const url = `redis://127.0.0.1:${port}`;
  const folders: string[] = [];
  let server: Server | undefined;
  const newFolder = async () => {
    folders.push(await mkdtemp(join(tmpdir(), "railbooker-redis-")));
  };
  const start = async () => {
    server = await startRedis({ dataDir: folders.at(-1) ?? "", port });
  };
  const kill = async () => {
    await server?.kill();
    server = undefined;
  };
  const signal = (kind: NodeJS.Signals) => {
    if (server !== undefined) process.kill(server.pid, kind);
  };
  const appendOnlyFile = () => {
    const folder = join(folders.at(-1) ?? "", "appendonlydir");
    const name = readdirSync(folder).find((file) => file.endsWith(".incr.aof"));
    if (name === undefined) throw new Error(`Redis has no append-only file in ${folder}`);
    return join(folder, name);
  };
  await newFolder();
  await start();
  return {
    url,
    port,
    pause: () => signal("SIGSTOP"),
    resume: () => signal("SIGCONT"),
    kill,
    start,
    startEmpty: async () => {
      await newFolder();
      await start();
    },
    position: () => statSync(appendOnlyFile()).size,
    forgetSince: (position) => truncateSync(appendOnlyFile(), position),
    ask: async (question) => {
      const redis = new Redis(url, { replyMapping: "legacy", socketTimeout: 10_000 });
      redis.on("error", () => undefined);
      try {
        return await question(redis);
      } finally {
        redis.disconnect();
      }
    },
    remove: async () => {
      await kill();
      for (const folder of folders) await rm(folder, { recursive: true, force: true });
    },
  };
}
