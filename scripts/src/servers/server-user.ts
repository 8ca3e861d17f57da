import { execFileSync, spawnSync } from "node:child_process";

export interface ServerUser {
  name: string;
  uid: number;
  gid: number;
}

/**
 * The user that Postgres runs as. Postgres refuses to run as root, so root lends it to `postgres` or `nobody`.
 * @returns undefined for a plain user, who simply runs it
 */
export function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ["postgres", "nobody"]) {
    try {
      return { name, uid: numericId("-u", name), gid: numericId("-g", name) };
    } catch {
      // No such user here: try the next.
    }
  }
  throw new Error(
    "Postgres does not run as root, and this machine has neither a user 'postgres' nor 'nobody' to run it as. " +
      "Run as a plain user, or set DATABASE_URL to a Postgres of your own.",
  );
}

function numericId(flag: "-u" | "-g", user: string): number {
  const answer = execFileSync("id", [flag, user], {
    encoding: "utf8",
    timeout: 5000,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return Number.parseInt(answer, 10);
}

/** Tells whether the user can enter the folder: every folder above it counts as well. */
export function canEnter(folder: string, user: ServerUser | undefined): boolean {
  if (user === undefined) return true;
  const result = spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], {
    uid: user.uid,
    gid: user.gid,
    cwd: "/",
    stdio: "ignore",
    timeout: 5000,
  });
  return result.status === 0;
}
