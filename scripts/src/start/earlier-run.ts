import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandLine, isAlive, readPid, stopLeftover } from "../servers/leftover.js";
import { stateFolder } from "../servers/paths.js";

const lockFile = join(stateFolder, "start.pid");

/**
 * Makes sure that this folder runs once.
 * @returns a function that gives the place free again
 * @throws Error when another `npm start` runs here
 */
export function takePlace(): () => void {
  mkdirSync(stateFolder, { recursive: true });
  try {
    writeFileSync(lockFile, `${process.pid}\n`, { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const pid = readPid(lockFile);
    if (
      pid !== undefined &&
      pid !== process.pid &&
      isAlive(pid) &&
      commandLine(pid).includes("bootstrap.mjs")
    ) {
      throw new Error(`RailBooker already runs from this folder, as process ${pid}. Stop that one first.`);
    }
    rmSync(lockFile, { force: true });
    writeFileSync(lockFile, `${process.pid}\n`, { flag: "wx" });
  }
  return () => rmSync(lockFile, { force: true });
}

/** Stops services of an earlier run that was killed before it could stop them itself. @returns their names */
export async function stopEarlierServices(state = stateFolder): Promise<string[]> {
  const folder = join(state, "run");
  mkdirSync(folder, { recursive: true });
  const stopped: string[] = [];
  for (const entry of readdirSync(folder).filter((name) => name.endsWith(".pid"))) {
    const file = join(folder, entry);
    const pid = readPid(file);
    const script = readFileSync(file, "utf8").split("\n")[1] ?? "";
    if (pid !== undefined && script !== "" && isAlive(pid) && commandLine(pid).includes(script)) {
      await stopLeftover(pid, "SIGTERM", 5000);
      stopped.push(entry.replace(/\.pid$/, ""));
    }
    rmSync(file, { force: true });
  }
  return stopped;
}
