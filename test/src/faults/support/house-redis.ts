import { readdirSync, statSync, truncateSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { lastingPort } from "@railbooker/scripts/servers/free-port";
import { startRedis } from "@railbooker/scripts/servers/redis";
import type { Server } from "@railbooker/scripts/servers/server";
import { Redis } from "ioredis";

/** A second Redis that follows the first, as a failover promotes it. */
export interface Replica {
  /** It follows no more. What the first acknowledges from now on, it never hears of. */
  promote(): Promise<void>;
  /** The first dies, and this one answers at its address. @returns how many bytes of acknowledged writes are lost */
  takeOver(): Promise<number>;
}

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
  /** Starts a replica, and waits until it has all that there is. */
  replicate(): Promise<Replica>;
  /** Bytes of the append-only file so far. */
  position(): number;
  /** While it is down: forgets what was written after that position, as a lost second of disk writes would. */
  forgetSince(position: number): void;
  /** On a connection of its own, closed afterwards. */
  ask<T>(question: (redis: Redis) => Promise<T>): Promise<T>;
  remove(): Promise<void>;
}

/** On a connection of its own, closed afterwards. */
async function askAt<T>(url: string, question: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, { replyMapping: "legacy", socketTimeout: 10_000 });
  redis.on("error", () => undefined);
  try {
    return await question(redis);
  } finally {
    redis.disconnect();
  }
}

/** Of what replicas are told, so many bytes it has written, or heard. */
const offsetOf = async (redis: Redis): Promise<number> =>
  Number(/master_repl_offset:(\d+)/.exec(await redis.info("replication"))?.[1]);

export async function createHouseRedis(): Promise<HouseRedis> {
  const port = await lastingPort();
  const url = `redis://127.0.0.1:${port}`;
  const folders: string[] = [];
  let server: Server | undefined;
  let spare: Server | undefined;
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
    ask: (question) => askAt(url, question),
    replicate: async () => {
      // Else it waits some seconds for more replicas.
      await askAt(url, (redis) => redis.config("SET", "repl-diskless-sync-delay", "0"));
      const folder = await mkdtemp(join(tmpdir(), "railbooker-redis-"));
      const second = await startRedis({ dataDir: folder, port: await lastingPort() });
      spare = second;
      folders.unshift(folder);
      await askAt(second.url, async (redis) => {
        await redis.replicaof("127.0.0.1", port);
        await waitFor("the replica to have it all", async () =>
          (await redis.info("replication")).includes("master_link_status:up"),
        );
      });
      return {
        promote: async () => {
          await askAt(second.url, (redis) => redis.replicaof("NO", "ONE"));
        },
        takeOver: async () => {
          const [written, heard] = [await askAt(url, offsetOf), await askAt(second.url, offsetOf)];
          await kill();
          await askAt(second.url, (redis) => redis.config("SET", "port", String(port)));
          [server, spare] = [second, undefined];
          folders.push(...folders.splice(folders.indexOf(folder), 1));
          return written - heard;
        },
      };
    },
    remove: async () => {
      await spare?.kill();
      await kill();
      for (const folder of folders) await rm(folder, { recursive: true, force: true });
    },
  };
}
