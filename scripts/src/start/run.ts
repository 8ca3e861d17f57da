import { join } from "node:path";
import { stateFolder } from "../servers/paths.js";
import { loadTimetable, migrate } from "./data.js";
import { stopEarlierServices } from "./earlier-run.js";
import { hasOwnMailServer, serviceEnvironment } from "./environment.js";
import { choosePorts, opsPort, type Ports } from "./ports.js";
import type { Progress } from "./progress.js";
import { type Provided, providePostgres, provideRedis } from "./provide-servers.js";
import { loadSecrets } from "./secrets.js";
import { startService } from "./service.js";
import type { Supervisor } from "./supervisor.js";

export interface Started {
  ports: Ports;
  withInbox: boolean;
  publicUrl: string;
}

interface ServiceToStart {
  name: string;
  /** The compiled file: its path from the top of the repository. */
  script: string;
  port: number;
  variables: NodeJS.ProcessEnv;
}

/** Starts the servers, brings the data up to date, then starts the services, each once what it needs is ready. */
export async function startEverything(
  environment: NodeJS.ProcessEnv,
  supervisor: Supervisor,
  progress: Progress,
  mayGoOn: () => void,
): Promise<Started> {
  const say = (line: string) => progress.note(line);
  for (const name of await stopEarlierServices()) say(`  Stopped ${name}, left over from an earlier run`);
  const withInbox = !hasOwnMailServer(environment);
  const ports = await choosePorts(environment, withInbox);
  const secrets = loadSecrets(join(stateFolder, "secrets.json"));

  const provide = async (name: string, start: () => Promise<Provided>): Promise<string> => {
    mayGoOn();
    let url = "";
    await progress.step(name, async () => {
      const provided = await start();
      if (provided.part !== undefined) supervisor.add(provided.part);
      url = provided.url;
      return provided.source;
    });
    mayGoOn();
    return url;
  };
  const databaseUrl = await provide("Postgres", () =>
    providePostgres(environment, secrets.POSTGRES_PASSWORD, say),
  );
  const redisUrl = await provide("Redis", () => provideRedis(environment, secrets.REDIS_PASSWORD, say));

  const shared = serviceEnvironment(environment, { ports, secrets, databaseUrl, redisUrl });
  await progress.step("Database schema", () => migrate(shared));
  mayGoOn();
  await loadTimetable(shared, progress);

  // Two at a time: what a service takes to start is mostly its own computing.
  const startAll = async (services: ServiceToStart[]) => {
    mayGoOn();
    await progress.step(services.map(({ name }) => name).join(" and "), async () => {
      const starting = services.map(({ name, script, port, variables }) =>
        startService({
          name: name.toLowerCase(),
          script,
          environment: { ...shared, ...variables },
          healthUrl: `http://127.0.0.1:${port}/health`,
          onWarning: say,
        }),
      );
      // Those that did start are kept in their order even where another fails, since they are to be stopped.
      for (const result of await Promise.allSettled(starting)) {
        if (result.status === "fulfilled") supervisor.add(result.value);
      }
      await Promise.all(starting);
      return `${services.length > 1 ? "ports" : "port"} ${services.map(({ port }) => port).join(" and ")}`;
    });
  };
  const product = async (name: "Email" | "Notification" | "Booking", port: number, ops: number) => ({
    name,
    script: `services/${name.toLowerCase()}/dist/main.js`,
    port,
    variables: { PORT: String(port), OPS_PORT: String(await opsPort(ops)) },
  });
  const inbox = {
    name: "Inbox",
    script: "scripts/dist/inbox/main.js",
    port: ports.inbox,
    variables: { INBOX_PORT: String(ports.inbox), INBOX_SMTP_PORT: String(ports.inboxSmtp) },
  };
  await startAll([...(withInbox ? [inbox] : []), await product("Email", ports.email, 9466)]);
  await startAll([
    await product("Notification", ports.notification, 9465),
    await product("Booking", ports.booking, 9464),
  ]);
  mayGoOn();
  return { ports, withInbox, publicUrl: shared.PUBLIC_URL ?? "" };
}
