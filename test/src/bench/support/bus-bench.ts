import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";
import { catalogue } from "@railbooker/events/catalogue";
import { createEnvelope, type EventEnvelope } from "@railbooker/events/envelope";
import { repositoryRoot } from "@railbooker/scripts/servers/paths";

const run = promisify(execFile);

/** The tables of booking and notification, empty. */
export async function migrateServices(url: string): Promise<void> {
  for (const service of ["booking", "notification"])
    await run(process.execPath, [join(repositoryRoot, `services/${service}/dist/migrate.js`)], {
      env: { ...process.env, DATABASE_URL: url },
      timeout: 60_000,
    });
}

/** A booking of a new traveller, or of the one given. */
export function bookingEvent(userId: string = randomUUID(), reference: string = randomUUID()): EventEnvelope {
  const { booking } = catalogue.BookingCreated.example;
  return createEnvelope(
    {
      name: "BookingCreated",
      aggregateId: reference,
      aggregateVersion: 1,
      data: { userId, booking: { ...booking, reference } },
    },
    new Date(),
  );
}

/** The part of a service that a benchmark drives without the rest. */
export const load = async <T>(service: string, file: string): Promise<T> =>
  (await import(join(repositoryRoot, "services", service, "dist", file))) as T;

/** Events per second. */
export async function timed(events: number, work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return (events * 1000) / (performance.now() - begin);
}
