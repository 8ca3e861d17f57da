import { execFile } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createTestDatabase } from "@railbooker/runtime/testing/postgres";
import { testRedisUrl } from "@railbooker/runtime/testing/redis";
import { type Inbox, startInbox } from "@railbooker/scripts/inbox/inbox";
import { lastingPort } from "@railbooker/scripts/servers/free-port";
import { repositoryRoot } from "@railbooker/scripts/servers/paths";
import { checkLiveEvents } from "./live-events.js";
import { type Service, type ServiceName, startService } from "./service.js";

const run = promisify(execFile);

export interface Product {
  bookings: Service[];
  notification: Service;
  email: Service;
  inbox: Inbox;
  databaseUrl: string;
  /** Starts a service again that a test has stopped, on its old port. */
  restart(service: Service, name: ServiceName): Promise<Service>;
  stop(): Promise<void>;
}

export interface ProductOptions {
  bookingProcesses?: number;
  /** A Redis of the test's own, for those that stop it. */
  redisUrl?: string;
  env?: Record<string, string>;
}

/** Starts the whole product as processes on free ports, with the sample network and a database and inbox of its own. */
export async function startProduct({
  bookingProcesses = 1,
  redisUrl,
  env = {},
}: ProductOptions = {}): Promise<Product> {
  const closers: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const close of closers.reverse()) await close();
  };
  try {
    const database = await createTestDatabase("product", productVersion(), prepareDatabase);
    closers.push(() => checkLiveEvents(database.url).finally(() => database.drop()));
    const inbox = await startInbox();
    closers.push(() => inbox.stop());

    const [emailPort, notificationPort, bookingPort] = [
      await lastingPort(),
      await lastingPort(),
      await lastingPort(),
    ];
    const common: Record<string, string> = {
      ...keys(),
      DATABASE_URL: database.url,
      REDIS_URL: redisUrl ?? (await testRedisUrl()),
      SMTP_URL: inbox.smtpUrl,
      MAIL_FROM: "RailBooker <tickets@railbooker.example>",
      EMAIL_SERVICE_URL: `http://127.0.0.1:${emailPort}`,
      NOTIFICATION_SERVICE_URL: `http://127.0.0.1:${notificationPort}`,
      PUBLIC_URL: `http://localhost:${bookingPort}`,
      RATE_LIMIT: "off",
      LOG_LEVEL: "info",
      ...env,
    };
    const start = async (name: ServiceName, port?: number) => {
      const service = await startService(name, common, port);
      closers.push(() => service.stop());
      return service;
    };
    const email = await start("email", emailPort);
    const notification = await start("notification", notificationPort);
    const bookings = [await start("booking", bookingPort)];
    while (bookings.length < bookingProcesses) bookings.push(await start("booking"));
    return {
      bookings,
      notification,
      email,
      inbox,
      databaseUrl: database.url,
      restart: (service, name) => start(name, service.port),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

export function keys(): Record<string, string> {
  const pem = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  return {
    SESSION_SECRET: randomBytes(32).toString("hex"),
    ACCESS_TOKEN_KEY: randomBytes(32).toString("base64"),
    EMAIL_SERVICE_TOKEN: randomBytes(32).toString("hex"),
    TICKET_SIGNING_KEY: Buffer.from(pem).toString("base64"),
  };
}

/** Both services' tables and the sample network: the same steps, by the same programs, as an operator takes. */
export async function prepareDatabase(url: string): Promise<void> {
  const feed = await mkdtemp(join(tmpdir(), "railbooker-feed-"));
  const node = (script: string, ...args: string[]) =>
    run(process.execPath, [join(repositoryRoot, script), ...args], {
      env: { ...process.env, DATABASE_URL: url },
      timeout: 120_000,
    });
  try {
    await node("services/booking/dist/migrate.js");
    await node("services/notification/dist/migrate.js");
    await node("scripts/dist/sample-network/main.js", feed);
    await node("services/booking/dist/import-timetable.js", feed);
  } finally {
    await rm(feed, { recursive: true, force: true });
  }
}

/** The sample network begins today, and tables follow the migrations: with either, a prepared database is out of date. */
export function productVersion(): string {
  const steps = ["booking", "notification"].flatMap((service) =>
    readdirSync(join(repositoryRoot, "services", service, "dist/database/migrations")),
  );
  return `${new Date().toISOString().slice(0, 10)} ${steps
    .filter((name) => name.endsWith(".js"))
    .sort()
    .join()}`;
}
