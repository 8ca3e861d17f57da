import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { freePort } from "@railbooker/scripts/servers/free-port";
import { repositoryRoot } from "@railbooker/scripts/servers/paths";

const execute = promisify(execFile);
const minute = 60_000;

export interface Container {
  id: string;
  name: string;
  service: string;
}

/** The product under Docker Compose, with a name, ports and secrets of its own, so that another may run beside it. */
export interface Stack {
  folder: string;
  ports: Record<"booking" | "email" | "postgres" | "redis" | "inbox", number>;
  url: string;
  inboxUrl: string;
  /** Runs docker compose with the stack's files. @returns what it printed */
  compose(...args: string[]): Promise<string>;
  /** Runs a script of infra/ops. @returns what it printed */
  ops(script: string, ...args: string[]): Promise<string>;
  docker(...args: string[]): Promise<string>;
  containers(service?: string): Promise<Container[]>;
  /** Runs JavaScript with the Node of a service's container. @returns what it printed */
  node(service: string, script: string, ...args: string[]): Promise<string>;
  /** Keeps what services say from now on, also of containers that are removed. */
  follow(...services: string[]): { stop(): string[] };
  secret(name: string): string;
  /** Removes containers, volumes and networks. */
  remove(): Promise<void>;
}

// Load tests want no limits on purchases, and production refuses to be without.
const overrides = `services:
  booking:
    environment: { NODE_ENV: test, RATE_LIMIT: "off", PURCHASE_LIMIT: "off" }
`;

export async function createStack(): Promise<Stack> {
  const folder = await mkdtemp(join(tmpdir(), "railbooker-stack-"));
  const name = `rbtest${randomBytes(3).toString("hex")}`;
  const ports = {
    booking: await freePort(),
    email: await freePort(),
    postgres: await freePort(),
    redis: await freePort(),
    inbox: await freePort(),
  };
  await mkdir(join(folder, "backups"));
  await writeFile(join(folder, "overrides.yml"), overrides);
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    COMPOSE_PROJECT_NAME: name,
    RAILBOOKER_ENV_FILE: join(folder, ".env"),
    RAILBOOKER_COMPOSE_FILES: join(folder, "overrides.yml"),
    RAILBOOKER_VERSION: "test",
    SECRETS_FOLDER: join(folder, "secrets"),
    BACKUP_FOLDER: join(folder, "backups"),
    NETWORK_NAME: `${name}-network`,
    BOOKING_PORT: String(ports.booking),
    EMAIL_PORT: String(ports.email),
    POSTGRES_PORT: String(ports.postgres),
    REDIS_PORT: String(ports.redis),
    INBOX_PORT: String(ports.inbox),
  };
  const run = async (file: string, args: string[], timeout = 8 * minute) => {
    try {
      const { stdout } = await execute(file, args, { env, cwd: folder, timeout, maxBuffer: 50e6 });
      return stdout.trim();
    } catch (error) {
      const { stdout = "", stderr = "", message } = error as Error & { stdout?: string; stderr?: string };
      throw new Error(
        `${[file, ...args].join(" ")} failed: ${message}\n${stdout.slice(-3000)}\n${stderr.slice(-3000)}`,
      );
    }
  };
  const files = ["-f", join(repositoryRoot, "infra/docker-compose.yml"), "-f", join(folder, "overrides.yml")];
  const compose = (...args: string[]) =>
    run("docker", ["compose", "--env-file", join(folder, ".env"), ...files, ...args]);
  const docker = (...args: string[]) => run("docker", args);
  const containers = async (service?: string) => {
    const rows = await compose(
      "ps",
      "--all",
      "--format",
      "{{.ID}} {{.Name}} {{.Service}}",
      ...(service ? [service] : []),
    );
    return rows.split("\n").flatMap((row) => {
      const [id, containerName, serviceName] = row.split(" ");
      return id && containerName && serviceName ? [{ id, name: containerName, service: serviceName }] : [];
    });
  };
  return {
    folder,
    ports,
    url: `http://127.0.0.1:${ports.booking}`,
    inboxUrl: `http://127.0.0.1:${ports.inbox}`,
    compose,
    docker,
    containers,
    ops: (script, ...args) => run(join(repositoryRoot, "infra/ops", script), args),
    node: async (service, script, ...args) => compose("exec", "-T", service, "node", "-e", script, ...args),
    follow: (...services) => {
      const lines: string[] = [];
      const parameters = ["logs", "--follow", "--tail", "0", "--no-log-prefix", ...services];
      const child = spawn(
        "docker",
        ["compose", "--env-file", join(folder, ".env"), ...files, ...parameters],
        { env },
      );
      createInterface(child.stdout).on("line", (line) => lines.push(line));
      return {
        stop: () => {
          child.kill();
          return lines;
        },
      };
    },
    secret: (secretName) => readFileSync(join(folder, "secrets", secretName), "utf8"),
    remove: async () => {
      await compose("--profile", "*", "down", "--volumes", "--remove-orphans", "--timeout", "5");
      await rm(folder, { recursive: true, force: true });
    },
  };
}
