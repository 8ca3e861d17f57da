import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { repositoryRoot } from "../servers/paths.js";
import type { Progress } from "../start/progress.js";
import { readVariable } from "../start/variables.js";
import { localDatabaseUrl } from "./local-database.js";

const importer = join(repositoryRoot, "services/booking/dist/import-timetable.js");

/** `npm run import -- FEED`: into the database of DATABASE_URL, else into that of a running `npm start`. @returns the exit code */
export async function main({ progress, args }: { progress: Progress; args: string[] }): Promise<number> {
  const url = readVariable(process.env, "DATABASE_URL") ?? (await localDatabaseUrl(process.env));
  if (url === undefined) {
    progress.note(
      "There is no database to import into: run npm start in another terminal, or set DATABASE_URL.",
    );
    return 1;
  }
  // npm runs this in the top folder, wherever the command was given.
  const from = process.env["INIT_CWD"] ?? repositoryRoot;
  const given = args.map((arg) => (arg.startsWith("-") ? arg : resolve(from, arg)));
  const child = spawn(process.execPath, ["--enable-source-maps", importer, ...given], {
    stdio: "inherit",
    env: { ...process.env, DATABASE_URL: url },
  });
  // Ctrl-C reaches the child as well, which ends its transaction; this waits for it.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  return await new Promise((settle, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => settle(code ?? 130));
  });
}
