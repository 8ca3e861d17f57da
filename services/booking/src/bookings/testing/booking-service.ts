import { generateKeyPairSync, randomBytes } from "node:crypto";
import {
  createDataSource,
  type InTransaction,
  type Sql,
  sqlOf,
  transactions,
} from "@railbooker/runtime/database";
import { createLogger } from "@railbooker/runtime/logger";
import { migrate } from "@railbooker/runtime/migrations";
import { createShutdown } from "@railbooker/runtime/shutdown";
import { createTestDatabase } from "@railbooker/runtime/testing/postgres";
import { testRedisUrl } from "@railbooker/runtime/testing/redis";
import { compose } from "../../compose.js";
import { type BookingConfig, loadBookingConfig } from "../../config.js";
import { migrations, schema } from "../../database/migrations.js";
import type { PaymentProvider } from "../../payments/provider.js";
import { createSandboxProvider } from "../../payments/sandbox.js";
import { buildFormation } from "../../seating/formation.js";
import { Client } from "./client.js";
import { insertTimetable } from "./small-timetable.js";

export interface BookingService {
  url: string;
  sql: Sql;
  inTransaction: InTransaction;
  /** What it has logged as warning or worse. */
  warnings: string[];
  config: BookingConfig;
  /** A registered user with an access token. */
  newClient(): Promise<Client>;
  now(): Date;
  /** Moves the service's clock on. */
  pass(ms: number): void;
  close(): Promise<void>;
}

export interface ServiceOptions {
  env?: Record<string, string>;
  /** Stands between the service and the sandbox. */
  payments?: (sandbox: PaymentProvider) => PaymentProvider;
}

/** A train of these tests: two rows of second class (8 seats) and one of first (3). */
const formation = buildFormation([
  { serviceClass: "first", rows: 1 },
  { serviceClass: "second", rows: 2 },
]);

/** The booking service as production composes it, with a small timetable, short trains and a clock that tests move. */
export async function startBookingService(options: ServiceOptions = {}): Promise<BookingService> {
  const version = `${migrations.map(({ name }) => name).join()} ${insertTimetable.toString()}`;
  const database = await createTestDatabase("bookings", version, async (url) => {
    await migrate({ url, schema, migrations });
    const draft = await createDataSource({ url, schema, migrations, poolSize: 1 }).initialize();
    await insertTimetable(sqlOf(draft));
    await draft.destroy();
  });
  const config = loadBookingConfig({
    PORT: "0",
    OPS_PORT: "0",
    DATABASE_URL: database.url,
    REDIS_URL: await testRedisUrl(),
    SESSION_SECRET: randomBytes(32).toString("hex"),
    ACCESS_TOKEN_KEY: randomBytes(32).toString("base64"),
    TICKET_SIGNING_KEY: newTicketKey(),
    RATE_LIMIT: "off",
    PURCHASE_LIMIT: "off",
    ...options.env,
  });
  const dataSource = createDataSource({ url: database.url, schema, migrations, poolSize: 3 });
  await dataSource.initialize();
  const sql = sqlOf(dataSource);
  const warnings: string[] = [];
  const log = createLogger({
    service: "booking",
    level: "warn",
    destination: { write: (line) => warnings.push(line) },
  });
  const shutdown = createShutdown(log);
  let offsetMs = 0;
  const now = () => new Date(Date.now() + offsetMs);
  const sandbox = createSandboxProvider({ sql });
  const { port } = await compose(config, {
    log,
    shutdown,
    clock: now,
    payments: options.payments?.(sandbox) ?? sandbox,
    formationFor: async (_sql, runs) => runs.map(() => formation),
  });
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    sql,
    inTransaction: transactions(dataSource),
    warnings,
    config,
    newClient: () => new Client(url, sql).register(),
    now,
    pass: (ms) => {
      offsetMs += ms;
    },
    close: async () => {
      await shutdown.close();
      await dataSource.destroy();
      await database.drop();
    },
  };
}

export function newTicketKey(): string {
  const pem = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  return Buffer.from(pem).toString("base64");
}
