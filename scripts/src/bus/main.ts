import { localDatabaseUrl } from "../import/local-database.js";
import type { Progress } from "../start/progress.js";
import { readVariable } from "../start/variables.js";
import { readCommand } from "./command.js";
import { localRedisUrl } from "./local-redis.js";
import { runBusCommand } from "./run-command.js";

/** `npm run bus`: of DATABASE_URL and REDIS_URL, else of a running `npm start`. @returns the exit code */
export async function main({ progress, args }: { progress: Progress; args: string[] }): Promise<number> {
  const command = readCommand(args, new Date());
  const databaseUrl = readVariable(process.env, "DATABASE_URL") ?? (await localDatabaseUrl(process.env));
  const redisUrl = readVariable(process.env, "REDIS_URL") ?? (await localRedisUrl(process.env));
  if (databaseUrl === undefined || redisUrl === undefined) {
    progress.note(
      "There is no bus to look at: run npm start in another terminal, or set DATABASE_URL and REDIS_URL.",
    );
    return 1;
  }
  for (const line of await runBusCommand(command, { databaseUrl, redisUrl })) progress.note(line);
  return 0;
}
