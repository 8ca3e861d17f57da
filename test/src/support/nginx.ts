import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { type BalancerValues, renderBalancer } from "@railbooker/scripts/nginx/render";
import { startChild } from "@railbooker/scripts/servers/child";

export interface Balancer {
  url: string;
  /** Other values, without a request lost. */
  reload(values: BalancerValues): Promise<void>;
  stop(): Promise<void>;
}

const program = [
  process.env["NGINX"] ?? "",
  "/usr/sbin/nginx",
  "/usr/local/sbin/nginx",
  "/opt/homebrew/bin/nginx",
].find((path) => path !== "" && existsSync(path));

/** Where there is no nginx, tests that need one are skipped. */
export const hasNginx = program !== undefined;

/** Since 1.27.3 the replicas of an upstream can be looked up by DNS while it runs. */
export const nginxResolves = program !== undefined && atLeast(versionOf(program), [1, 27, 3]);

/** A real nginx with the product's own configuration, in a folder of its own. */
export async function startNginx(values: BalancerValues, port: number): Promise<Balancer> {
  if (program === undefined) throw new Error("there is no nginx on this machine; set NGINX to its path");
  const folder = await mkdtemp(join(tmpdir(), "railbooker-nginx-"));
  await mkdir(join(folder, "temp"));
  await writeFile(join(folder, "nginx.conf"), mainConfiguration(folder));
  await writeFile(join(folder, "email.conf"), renderBalancer(values));
  const lines: string[] = [];
  const child = await startChild({
    name: "nginx",
    command: program,
    args: ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", "stderr", "-g", "daemon off;"],
    cwd: folder,
    env: {},
    onLine: (line) => lines.push(line),
  });
  const url = `http://127.0.0.1:${port}`;
  await waitFor("nginx to answer", async () => {
    if (child.hasExited()) throw new Error(`nginx ended while starting:\n${lines.join("\n")}`);
    return (await fetch(`${url}/nginx-health`).catch(() => undefined))?.ok;
  });
  return {
    url,
    reload: async (next) => {
      await writeFile(join(folder, "email.conf"), renderBalancer(next));
      process.kill(child.pid, "SIGHUP");
    },
    stop: async () => {
      await child.stop("SIGTERM", 5000);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function mainConfiguration(folder: string): string {
  const temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `    ${name}_temp_path ${join(folder, "temp", name)};`)
    .join("\n");
  return `worker_processes 1;
pid ${join(folder, "nginx.pid")};
error_log stderr warn;
events { worker_connections 1024; }
http {
${temp}
    access_log off;
    include ${join(folder, "email.conf")};
}
`;
}

function versionOf(path: string): number[] {
  // It tells its version on its error output.
  const said = execFileSync("/bin/sh", ["-c", '"$0" -v 2>&1', path]).toString();
  return (/nginx\/(\d+)\.(\d+)\.(\d+)/.exec(said) ?? []).slice(1).map(Number);
}

function atLeast(version: number[], wanted: number[]): boolean {
  const at = wanted.findIndex((part, index) => (version[index] ?? 0) !== part);
  return at === -1 || (version[at] ?? 0) > (wanted[at] ?? 0);
}
