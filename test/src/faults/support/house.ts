import { createTestDatabase } from "@railbooker/runtime/testing/postgres";
import { lastingPort } from "@railbooker/scripts/servers/free-port";
import pg from "pg";
import { keys, prepareDatabase, productVersion } from "../../support/product.js";
import { type EmailDoor, startEmailDoor } from "./email-door.js";
import { createHouseProcess, type HouseProcess } from "./house-process.js";
import { createHouseRedis, type HouseRedis } from "./house-redis.js";
import { type MailSink, startMailSink } from "./mail-sink.js";
import { startTcpProxy, type TcpProxy } from "./tcp-proxy.js";

/** The whole product as processes, with every neighbour in reach of a test that means it ill. */
export interface House {
  databaseUrl: string;
  /** For looking into the record; finds the tables of both schemas by their full names. */
  pool: pg.Pool;
  redis: HouseRedis;
  /** On the way from the notification service to Redis. */
  redisProxy: TcpProxy;
  bookings: HouseProcess[];
  notifications: HouseProcess[];
  email: HouseProcess;
  emailDoor: EmailDoor;
  sink: MailSink;
  /** The process of that name in Postgres. */
  processNamed(name: string): HouseProcess;
  stop(): Promise<void>;
}

export interface HouseOptions {
  bookings?: number;
  notifications?: number;
  /** Lets the notification service reach Redis only through `redisProxy`. */
  proxiedRedis?: boolean;
  env?: Record<string, string>;
}

/** Starts it on free ports, with a database, a Redis and a mail server of its own. */
export async function startHouse(options: HouseOptions = {}): Promise<House> {
  const { bookings = 1, notifications = 1, proxiedRedis = false, env = {} } = options;
  const closers: (() => Promise<unknown>)[] = [];
  const opened = <T>(thing: T, close: (thing: T) => Promise<unknown>): T => {
    closers.push(() => close(thing));
    return thing;
  };
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= (async () => {
      for (const close of closers.splice(0).reverse()) await close();
    })();
    return stopping;
  };
  try {
    const database = opened(await createTestDatabase("product", productVersion(), prepareDatabase), (it) =>
      it.drop(),
    );
    const redis = opened(await createHouseRedis(), (it) => it.remove());
    const redisProxy = opened(await startTcpProxy(redis.port), (it) => it.stop());
    const sink = opened(await startMailSink(), (it) => it.stop());
    const pool = opened(openPool(database.url), (it) => it.end());
    const emailPort = await lastingPort();
    const emailDoor = opened(await startEmailDoor(emailPort), (it) => it.stop());
    const [notificationPort = 0, ...furtherPorts] = await lastingPorts(notifications);

    const common: Record<string, string> = {
      ...keys(),
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      SMTP_URL: sink.smtpUrl,
      MAIL_FROM: "RailBooker <tickets@railbooker.example>",
      EMAIL_SERVICE_URL: emailDoor.url,
      NOTIFICATION_SERVICE_URL: `http://127.0.0.1:${notificationPort}`,
      RATE_LIMIT: "off",
      PURCHASE_LIMIT: "off",
      LOG_LEVEL: "info",
      ...env,
    };
    const process = (service: "booking" | "notification" | "email", port: number, number: number) => {
      const own =
        service === "notification" && proxiedRedis
          ? { REDIS_URL: `redis://127.0.0.1:${redisProxy.port}` }
          : {};
      const created = createHouseProcess({
        service,
        name: `${service}-${number}`,
        port,
        env: { ...common, ...own },
      });
      return opened(created, (it) => it.kill());
    };
    const house: House = {
      databaseUrl: database.url,
      pool,
      redis,
      redisProxy,
      bookings: (await lastingPorts(bookings)).map((port, index) => process("booking", port, index + 1)),
      notifications: [notificationPort, ...furtherPorts].map((port, index) =>
        process("notification", port, index + 1),
      ),
      email: process("email", emailPort, 1),
      emailDoor,
      sink,
      processNamed: (name) => {
        const found = [...house.bookings, ...house.notifications, house.email].find((it) => it.name === name);
        if (found === undefined) throw new Error(`no process of the house is called "${name}"`);
        return found;
      },
      stop,
    };
    await Promise.all([house.email, ...house.notifications, ...house.bookings].map((each) => each.start()));
    return house;
  } catch (error) {
    await stop();
    throw error;
  }
}

async function lastingPorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) ports.push(await lastingPort());
  return ports;
}

function openPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 4, query_timeout: 20_000 });
  // Some cases restart Postgres: what was idle breaks then, and is made anew.
  pool.on("error", () => undefined);
  return pool;
}
