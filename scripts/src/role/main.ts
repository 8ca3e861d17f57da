import { spawn } from "node:child_process";
import { join } from "node:path";
import { localDatabaseUrl } from "../import/local-database.js";
import { repositoryRoot } from "../servers/paths.js";
import type { Progress } from "../start/progress.js";
import { readVariable } from "../start/variables.js";

const program = join(repositoryRoot, "services/booking/dist/grant-role.js");

/** `npm run role -- EMAIL operator`: in the database of DATABASE_URL, else in that of a running `npm start`. @returns the exit code */
export async function main({ progress, args }: { progress: Progress; args: string[] }): Promise<number> {
  const url = readVariable(process.env, "DATABASE_URL") ?? (await localDatabaseUrl(process.env));
  if (url === undefined) {
    progress.note("There is no database with users: run npm start in another terminal, or set DATABASE_URL.");
    return 1;
  }
  const child = spawn(process.execPath, [program, ...args], {
    stdio: "inherit",
    env: { ...process.env, DATABASE_URL: url },
  });
  return await new Promise((settle, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => settle(code ?? 130));
  });
}
