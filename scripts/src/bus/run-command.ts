import { Redis } from "ioredis";
import pg from "pg";
import type { BusCommand } from "./command.js";
import { dealWithLetters, describeLetters } from "./letters.js";
import { replaySince } from "./replay.js";
import { describeBus } from "./status.js";

const connectMs = 5000;
const statementMs = 60_000;

/** @returns lines for the operator @throws Error where Postgres or Redis does not answer */
export async function runBusCommand(
  command: BusCommand,
  { databaseUrl, redisUrl }: { databaseUrl: string; redisUrl: string },
): Promise<string[]> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    options: "-c search_path=booking,public",
  });
  const redis = new Redis(redisUrl, {
    connectTimeout: connectMs,
    commandTimeout: statementMs,
    maxRetriesPerRequest: 1,
    retryStrategy: null,
    lazyConnect: true,
    replyMapping: "legacy",
  });
  // A connection that breaks fails the question under way, which says so.
  client.on("error", () => undefined);
  redis.on("error", () => undefined);
  try {
    await redis.connect();
    if (command.what === "list") return await describeLetters(redis);
    if (command.what === "replay-letters" || command.what === "drop-letters")
      return await dealWithLetters(redis, command);
    await client.connect();
    if (command.what === "replay") return await replaySince(client, redis, command.since, command.yes);
    return await describeBus(client, redis);
  } finally {
    redis.disconnect();
    await client.end().catch(() => undefined);
  }
}
