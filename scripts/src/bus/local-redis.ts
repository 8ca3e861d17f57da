import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stateFolder } from "../servers/paths.js";
import { redisProblem } from "../servers/redis-ping.js";
import { loadSecrets } from "../start/secrets.js";
import { readPort } from "../start/variables.js";

/** The Redis of an `npm start` that runs from this folder; undefined where none does. */
export async function localRedisUrl(
  environment: NodeJS.ProcessEnv,
  state = stateFolder,
): Promise<string | undefined> {
  const secrets = join(state, "secrets.json");
  const ports = join(state, "ports.json");
  const remembered = existsSync(ports) ? JSON.parse(readFileSync(ports, "utf8")) : {};
  const port = readPort(environment, "REDIS_PORT") ?? (remembered as { REDIS_PORT?: number }).REDIS_PORT;
  if (port === undefined || !existsSync(secrets)) return undefined;
  const url = `redis://:${encodeURIComponent(loadSecrets(secrets).REDIS_PASSWORD)}@127.0.0.1:${port}`;
  return (await redisProblem(url)) === undefined ? url : undefined;
}
