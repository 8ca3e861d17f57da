import { execFileSync, spawnSync } from "node:child_process";
import { canInstallDebianPackages, disableSystemService, installDebianPackage } from "./debian-package.js";
import { findProgram } from "./program.js";

/** How to run a Redis here: a program on this machine, or an image that Docker runs. */
export type RedisProgram =
  | { kind: "program"; path: string }
  | { kind: "docker"; path: string; image: string };

const image = "redis:8";
// XAUTOCLAIM, with which work is taken over from a dead consumer, came with 6.2.
const oldestVersion = [6, 2] as const;

/**
 * Finds a Redis: redis-server or valkey-server on PATH, then Debian's package (as root, said before it is
 * done), then Docker.
 * @throws Error that names every way to get one
 */
export async function redisProgram(say: (line: string) => void): Promise<RedisProgram> {
  const installed = installedRedis();
  if (installed !== undefined) return installed;
  if (canInstallDebianPackages()) {
    await installDebianPackage("redis-server", say);
    await disableSystemService("redis-server");
    const now = installedRedis();
    if (now !== undefined) return now;
  }
  const docker = findProgram("docker");
  if (docker !== undefined && dockerAnswers(docker)) {
    say(`Using Docker's image ${image}, because no redis-server or valkey-server is on this machine`);
    return { kind: "docker", path: docker, image };
  }
  throw new Error(
    [
      "RailBooker needs Redis 6.2 or newer, or Valkey, and found none. Any one of these helps:",
      "  - install it:  Debian, Ubuntu: sudo apt-get install redis-server · macOS: brew install redis",
      "  - start Docker, and run this command again",
      "  - point REDIS_URL at one that runs, as in REDIS_URL=redis://127.0.0.1:6379",
    ].join("\n"),
  );
}

function installedRedis(): RedisProgram | undefined {
  for (const name of ["redis-server", "valkey-server"]) {
    const path = findProgram(name);
    if (path !== undefined && isNewEnough(path)) return { kind: "program", path };
  }
  return undefined;
}

function isNewEnough(path: string): boolean {
  const result = spawnSync(path, ["--version"], { encoding: "utf8", timeout: 5000 });
  const [, major = "0", minor = "0"] = /v=(\d+)\.(\d+)/.exec(result.stdout ?? "") ?? [];
  const version = Number(major) * 1000 + Number(minor);
  return version >= oldestVersion[0] * 1000 + oldestVersion[1];
}

function dockerAnswers(docker: string): boolean {
  try {
    execFileSync(docker, ["info"], { stdio: "ignore", timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}
