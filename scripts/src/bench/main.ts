import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { killAllChildren } from "../servers/child.js";
import { repositoryRoot } from "../servers/paths.js";
import type { Progress } from "../start/progress.js";
import { startTestServers } from "../test/test-servers.js";

const folderOfBenches = join(repositoryRoot, "test/dist/bench");

/** `npm run bench NAME`: runs one file of test/src/bench against servers of its own, with their usual durability. */
export async function main({ progress, args }: { progress: Progress; args: string[] }): Promise<number> {
  const [name = ""] = args;
  const file = join(folderOfBenches, `${name}.js`);
  if (!/^[a-z-]+$/.test(name) || !existsSync(file)) {
    progress.note(`Usage: npm run bench NAME, with NAME one of: ${benchNames().join(", ")}`);
    return 2;
  }
  const folder = mkdtempSync(join(tmpdir(), "railbooker-bench-"));
  process.on("exit", killAllChildren);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(130));
  const servers = await startTestServers(folder, (line) => progress.note(line), { durable: true });
  try {
    const { TEST_POSTGRES_URL: postgresUrl, TEST_REDIS_URL: redisUrl } = servers.variables;
    Object.assign(process.env, servers.variables);
    const { default: bench } = await import(pathToFileURL(file).href);
    await bench({ postgresUrl, redisUrl });
    return 0;
  } finally {
    await servers.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function benchNames(): string[] {
  if (!existsSync(folderOfBenches)) return [];
  return readdirSync(folderOfBenches)
    .filter((entry) => entry.endsWith(".js") && !entry.includes(".test."))
    .map((entry) => entry.slice(0, -".js".length));
}
