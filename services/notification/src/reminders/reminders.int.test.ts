import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { catalogue, type EventData, type EventName } from "@railbooker/events/catalogue";
import { createEnvelope, parseEvent } from "@railbooker/events/envelope";
import {
  createDataSource,
  type InTransaction,
  type Sql,
  sqlOf,
  transactions,
} from "@railbooker/runtime/database";
import { createLogger } from "@railbooker/runtime/logger";
import { migrate } from "@railbooker/runtime/migrations";
import type { JobQueue } from "@railbooker/runtime/queue";
import { createBullQueue } from "@railbooker/runtime/queue-bull";
import type { Repeated } from "@railbooker/runtime/repeat";
import { createTestDatabase } from "@railbooker/runtime/testing/postgres";
import { testRedisUrl } from "@railbooker/runtime/testing/redis";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { Redis } from "ioredis";
import { migrations, schema } from "../database/migrations.js";
import { tell } from "../feed/tell.js";
import type { Told } from "../reactions/react.js";
import type { ReminderJob } from "./reminder.js";
import { createReminderSweeper } from "./reminder-sweeper.js";
import { createSendReminder } from "./send-reminder.js";

const log = createLogger({ service: "test", level: "silent" });
const { booking } = catalogue.BookingCreated.example;
const leg = only(booking.legs);
const affected = only(catalogue.TrainDelayed.example.travellers ?? []);

function only<T>([first]: readonly T[]): T {
  if (first === undefined) throw new Error("the example is empty");
  return first;
}

let sql: Sql;
let inTransaction: InTransaction;
let close: () => Promise<void>;
let redisUrl: string;
let queue: JobQueue<ReminderJob>;
let sweeper: Repeated;
let now = new Date();
const clock = () => now;
const outcomes: string[] = [];

beforeAll(async () => {
  const version = migrations.map(({ name }) => name).join();
  const database = await createTestDatabase("notification", version, (url) =>
    migrate({ url, schema, migrations }),
  );
  const dataSource = createDataSource({ url: database.url, schema, migrations, poolSize: 6 });
  await dataSource.initialize();
  sql = sqlOf(dataSource);
  inTransaction = transactions(dataSource);
  redisUrl = await testRedisUrl();
  close = async () => {
    await dataSource.destroy();
    await database.drop();
  };
});
beforeEach(async () => {
  for (const table of [
    "reminders",
    "reminded_bookings",
    "run_states",
    "notification_feeds",
    "mails",
    "preferences",
  ])
    await sql.rows(`TRUNCATE ${table} CASCADE`);
  outcomes.length = 0;
  queue = createBullQueue({ name: `notification-${randomUUID()}`, redisUrl, log });
  sweeper = createReminderSweeper({ sql, queue, clock, log, everyMs: 100 });
});
afterEach(async () => {
  await sweeper.stop();
  await queue.close();
});
afterAll(() => close());

const worker = () =>
  createSendReminder({
    inTransaction,
    announce: async () => undefined,
    clock,
    observe: (outcome) => outcomes.push(outcome),
  });
function work(): void {
  queue.process(4, worker());
  sweeper.start();
}

async function happens<N extends EventName>(
  name: N,
  data: EventData<N>,
  aggregateVersion = 1,
): Promise<void> {
  const envelope = createEnvelope({ name, aggregateId: "a", aggregateVersion, data }, new Date());
  const parsed = parseEvent(JSON.stringify(envelope));
  if (parsed.kind !== "event") throw new Error("this is no event");
  const deps = { sql, inTransaction, group: "test", announce: async () => undefined, clock, log };
  await tell(
    { ...deps, onDuplicate: () => undefined },
    parsed.event as Parameters<typeof tell>[1] & { name: Told },
  );
}

/** Departs at 14:00 in Berlin on 14 March, unless said otherwise. */
function bookingFor(departure = "2026-03-14T14:00:00+01:00", reference = "REMIND") {
  const id = `${reference}-leg`;
  return {
    ...booking,
    reference,
    legs: [{ ...leg, id, from: { ...leg.from, departure } }],
    tickets: booking.tickets.map((ticket) => ({ ...ticket, leg: { ...ticket.leg, id } })),
  };
}
const at = (time: string) => new Date(`2026-03-${time}+01:00`);
const reminders = () =>
  sql.rows<{ kind: string; status: string; due: string }>(
    `SELECT kind, status, to_char(due_at AT TIME ZONE 'Europe/Berlin', 'DD"T"HH24:MI') AS due FROM reminders ORDER BY kind, id`,
  );
const told = async () =>
  (
    await sql.rows<{ title: string }>("SELECT title FROM notifications WHERE type = 'reminder' ORDER BY seq")
  ).map(({ title }) => title);
const userId = () => randomUUID();
const affecting = (reference: string) => [
  { ...affected, bookings: affected.bookings.map((each) => ({ ...each, reference })) },
];

test("a booking plans both; each is told once, with its mail, when its time has come", async () => {
  now = at("10T12:00:00");
  await happens("BookingCreated", { userId: userId(), booking: bookingFor() });
  expect(await reminders()).toEqual([
    { kind: "day-before", status: "waiting", due: "13T14:00" },
    { kind: "two-hours", status: "waiting", due: "14T12:00" },
  ]);
  work();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await told()).toEqual([]);
  now = at("13T14:00:00");
  await waitFor("the first", async () => (await told()).length === 1);
  now = at("14T12:00:00");
  await waitFor("the second", async () => (await told()).length === 2);
  expect(await told()).toEqual(["ICE 587 leaves tomorrow at 14:00", "ICE 587 leaves today at 14:00"]);
  const mails = await sql.rows("SELECT 1 FROM mails WHERE template = 'departureReminder'");
  expect(mails).toHaveLength(2);
  expect(outcomes).toEqual(["sent", "sent"]);
});

test("what is due already when the booking is made is not planned", async () => {
  now = at("14T09:00:00");
  await happens("BookingCreated", { userId: userId(), booking: bookingFor() });
  expect((await reminders()).map(({ kind }) => kind)).toEqual(["two-hours"]);
});

test("a late train moves them, and on time again moves them back; a report that comes late changes nothing", async () => {
  now = at("10T12:00:00");
  await happens("BookingCreated", { userId: userId(), booking: bookingFor() });
  const delay = (delayMinutes: number, version: number) =>
    happens("TrainDelayed", { ...catalogue.TrainDelayed.example, delayMinutes, travellers: [] }, version);
  const dues = async () => (await reminders()).map(({ due }) => due);
  await delay(45, 2);
  expect(await dues()).toEqual(["13T14:45", "14T12:45"]);
  await delay(90, 1);
  expect(await dues()).toEqual(["13T14:45", "14T12:45"]);
  await happens("BookingCreated", { userId: userId(), booking: bookingFor(undefined, "LATER1") });
  expect(await dues()).toEqual(["13T14:45", "13T14:45", "14T12:45", "14T12:45"]);
  await delay(0, 3);
  expect(await dues()).toEqual(["13T14:00", "13T14:00", "14T12:00", "14T12:00"]);
});

test("a job of the time before the delay finds nothing due", async () => {
  now = at("10T12:00:00");
  await happens("BookingCreated", { userId: userId(), booking: bookingFor() });
  await happens("TrainDelayed", { ...catalogue.TrainDelayed.example, delayMinutes: 60, travellers: [] }, 1);
  now = at("14T12:00:00");
  await worker()({ reminderId: "REMIND-leg.two-hours" });
  expect(await told()).toEqual([]);
  now = at("14T13:00:00");
  await worker()({ reminderId: "REMIND-leg.two-hours" });
  expect(await told()).toEqual(["ICE 587 leaves today at 15:00"]);
});

test("new times move them", async () => {
  now = at("10T12:00:00");
  await happens("BookingCreated", { userId: userId(), booking: bookingFor() });
  const bookedRide = only(affected.bookings);
  await happens("TrainChanged", {
    ...catalogue.TrainChanged.example,
    travellers: [
      {
        ...affected,
        bookings: [
          {
            ...bookedRide,
            reference: "REMIND",
            from: { ...bookedRide.from, id: leg.from.id },
            now: { departure: "2026-03-14T15:10:00+01:00", arrival: "2026-03-14T19:30:00+01:00" },
          },
        ],
      },
    ],
  });
  expect((await reminders()).map(({ due }) => due)).toEqual(["13T15:10", "14T13:10"]);
});

test("they are dropped with the booking, with its train, and when it is exchanged for another day", async () => {
  now = at("10T12:00:00");
  const user = userId();
  const cancelled = bookingFor(undefined, "CANCEL");
  await happens("BookingCreated", { userId: user, booking: cancelled });
  const tickets = cancelled.tickets.map((ticket) => ({ ...ticket, status: "cancelled" as const }));
  await happens(
    "BookingCancelled",
    {
      ...catalogue.BookingCancelled.example,
      userId: user,
      booking: { ...cancelled, status: "cancelled", tickets },
    },
    2,
  );
  // The booking's beginning comes once more, as when it is replayed from the dead letters.
  await happens("BookingCreated", { userId: user, booking: cancelled });
  expect((await reminders()).map(({ status }) => status)).toEqual(["dropped", "dropped"]);

  await happens("BookingCreated", { userId: user, booking: bookingFor(undefined, "TRAIN1") });
  await happens("TrainCancelled", { ...catalogue.TrainCancelled.example, travellers: affecting("TRAIN1") });
  expect((await reminders()).every(({ status }) => status === "dropped")).toBe(true);

  const before = bookingFor(undefined, "CHANGE");
  await happens("BookingCreated", { userId: user, booking: before });
  const after = bookingFor("2026-03-16T14:00:00+01:00", "CHANGE");
  const moved = {
    ...after,
    legs: [...before.legs, ...after.legs.map((each) => ({ ...each, id: "other-leg" }))],
    tickets: [
      ...before.tickets.map((ticket) => ({ ...ticket, status: "cancelled" as const })),
      ...after.tickets.map((ticket) => ({ ...ticket, id: "new", leg: { ...ticket.leg, id: "other-leg" } })),
    ],
  };
  await happens(
    "BookingExchanged",
    { ...catalogue.BookingExchanged.example, userId: user, before, after: moved },
    2,
  );
  expect((await reminders()).filter(({ status }) => status === "waiting").map(({ due }) => due)).toEqual([
    "15T14:00",
    "16T12:00",
  ]);
});

test("ten workers that get the same job tell it once", async () => {
  now = at("10T12:00:00");
  await happens("BookingCreated", { userId: userId(), booking: bookingFor() });
  now = at("13T14:00:00");
  await Promise.all(Array.from({ length: 10 }, () => worker()({ reminderId: "REMIND-leg.day-before" })));
  expect(await told()).toHaveLength(1);
  expect(outcomes).toEqual(["sent"]);
});

test("a wiped Redis is filled again from Postgres", async () => {
  now = at("10T12:00:00");
  await happens("BookingCreated", { userId: userId(), booking: bookingFor() });
  now = at("13T13:59:56");
  sweeper.start();
  await waitFor("the job", async () => (await queue.state()).delayed === 1);
  const redis = new Redis(redisUrl);
  await redis.flushdb();
  redis.disconnect();
  now = at("13T13:59:58");
  await waitFor("the job again", async () => (await queue.state()).delayed === 1);
  now = at("13T14:00:02");
  queue.process(1, worker());
  await waitFor("the reminder", async () => (await told()).length === 1);
});

test("quiet hours hold what can wait; without any channel a reminder is dropped", async () => {
  now = at("10T12:00:00");
  const user = userId();
  await happens("BookingCreated", { userId: user, booking: bookingFor("2026-03-14T23:00:00+01:00") });
  now = at("13T23:00:00");
  await worker()({ reminderId: "REMIND-leg.day-before" });
  expect(outcomes).toEqual(["held"]);
  expect((await reminders())[0]).toEqual({ kind: "day-before", status: "waiting", due: "14T07:00" });
  now = at("14T07:00:00");
  await worker()({ reminderId: "REMIND-leg.day-before" });
  expect(await told()).toEqual(["ICE 587 leaves today at 23:00"]);

  await sql.rows("INSERT INTO preferences (user_id, choices, updated_at) VALUES ($1, $2, now())", [
    user,
    JSON.stringify({ reminder: { email: false, push: false } }),
  ]);
  now = at("14T21:00:00");
  await worker()({ reminderId: "REMIND-leg.two-hours" });
  expect(outcomes).toEqual(["held", "sent", "dropped"]);
  expect(await told()).toHaveLength(1);
});

test("a mail about a delay on another day waits for the morning, one about tonight's train does not", async () => {
  now = at("13T23:30:00");
  const delay = (reference: string, departure: string, version: number) =>
    happens(
      "TrainDelayed",
      {
        ...catalogue.TrainDelayed.example,
        travellers: [
          {
            ...affected,
            userId: reference,
            bookings: affected.bookings.map((each) => ({
              ...each,
              reference,
              from: { ...each.from, departure },
            })),
          },
        ],
      },
      version,
    );
  await delay("WAITS1", "2026-03-14T14:00:00+01:00", 1);
  await delay("ATONCE", "2026-03-14T05:00:00+01:00", 2);
  const mails = await sql.rows<{ user: string; due: Date }>(
    `SELECT user_id AS "user", queued_at AS due FROM mails ORDER BY queued_at`,
  );
  expect(mails).toEqual([
    { user: "ATONCE", due: now },
    { user: "WAITS1", due: at("14T07:00:00") },
  ]);
});
