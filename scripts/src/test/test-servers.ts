import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { startPostgres } from "../servers/postgres.js";
import { startRedis } from "../servers/redis.js";
import { redisProgram } from "../servers/redis-program.js";
import type { Server } from "../servers/server.js";

export interface TestServers {
  variables: {
    TEST_POSTGRES_URL: string;
    TEST_REDIS_URL: string;
    /** The program, for tests that stop and start a Redis of their own; not set where Docker runs it. */
    TEST_REDIS_SERVER?: string;
  };
  stop(): Promise<void>;
}

/** A Postgres and a Redis for tests or benchmarks alone: on free ports, gone with the folder, fast where not durable. */
export async function startTestServers(
  folder: string,
  say: (line: string) => void,
  { durable = false } = {},
): Promise<TestServers> {
  const started: Server[] = [];
  const stop = async () => {
    for (const server of started.splice(0).reverse()) await server.stop();
  };
  const data = join(folder, "servers");
  mkdirSync(data, { recursive: true });
  // As root, Postgres runs as another user, who must get in.
  for (const path of [folder, data]) chmodSync(path, 0o711);
  try {
    const settings = { dataDir: join(data, "postgres"), durable, maxConnections: 300 };
    const postgres = await startPostgres(settings);
    started.push(postgres);
    const redis = await startRedis({ dataDir: join(data, "redis"), durable, databases: 512, say });
    started.push(redis);
    const program = await redisProgram(say);
    return {
      variables: {
        TEST_POSTGRES_URL: postgres.url,
        TEST_REDIS_URL: redis.url,
        ...(program.kind === "program" && { TEST_REDIS_SERVER: program.path }),
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
