import { type Service, type ServiceName, startService } from "../../support/service.js";

/** One process of the product, which keeps its port and its name in Postgres when it is started again. */
export interface HouseProcess {
  readonly name: string;
  readonly url: string;
  start(): Promise<void>;
  /** SIGTERM, and patience: as a deployment ends it. */
  stop(): Promise<void>;
  /** SIGKILL, as a crash or the kernel would. */
  kill(): Promise<void>;
  pause(): void;
  resume(): void;
  logLines(): string[];
}

export interface HouseProcessOptions {
  service: ServiceName;
  /** Postgres knows its connections by it. */
  name: string;
  port: number;
  env: Readonly<Record<string, string>>;
}

export function createHouseProcess({ service, name, port, env }: HouseProcessOptions): HouseProcess {
  let running: Service | undefined;
  const earlier: string[] = [];
  const ended = async (end: (service: Service) => Promise<void>) => {
    if (running === undefined) return;
    const ending = running;
    running = undefined;
    await end(ending);
    earlier.push(...ending.logLines());
  };
  const signal = (kind: NodeJS.Signals) => {
    if (running !== undefined && !running.child.hasExited()) process.kill(running.child.pid, kind);
  };
  return {
    name,
    url: `http://127.0.0.1:${port}`,
    start: async () => {
      running ??= await startService(service, { ...env, PGAPPNAME: name }, port);
    },
    stop: () => ended((service) => service.stop()),
    kill: () => ended(({ child }) => child.kill()),
    pause: () => signal("SIGSTOP"),
    resume: () => signal("SIGCONT"),
    logLines: () => [...earlier, ...(running?.logLines() ?? [])],
  };
}
