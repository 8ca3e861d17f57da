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

  const start = async (name: string, script: string, port: number, variables: Record<string, number>) => {
    mayGoOn();
    await progress.step(name, async () => {
      const own = Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, String(value)]));
      const healthUrl = `http://127.0.0.1:${port}/health`;
      supervisor.add(
        await startService({
          name: name.toLowerCase(),
          script,
          environment: { ...shared, ...own },
          healthUrl,
          onWarning: say,
        }),
      );
      return `port ${port}`;
    });
  };
  if (withInbox) {
    const variables = { INBOX_PORT: ports.inbox, INBOX_SMTP_PORT: ports.inboxSmtp };
    await start("Inbox", "scripts/dist/inbox/main.js", ports.inbox, variables);
  }
  for (const [name, port, ops] of [
    ["Email", ports.email, 9466],
    ["Notification", ports.notification, 9465],
    ["Booking", ports.booking, 9464],
  ] as const) {
    const script = `services/${name.toLowerCase()}/dist/main.js`;
    await start(name, script, port, { PORT: port, OPS_PORT: await opsPort(ops) });
  }
  mayGoOn();
  return { ports, withInbox, publicUrl: shared.PUBLIC_URL ?? "" };
}
