import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { EventEnvelope } from "@railbooker/events/envelope";
import type { AffectedTraveller } from "@railbooker/events/train-events";
import { createDataSource, type Sql, sqlOf, transactions } from "@railbooker/runtime/database";
import { migrate } from "@railbooker/runtime/migrations";
import { createTestDatabase } from "@railbooker/runtime/testing/postgres";
import { travellersOf } from "../../bookings/traveller-store.js";
import { migrations, schema } from "../../database/migrations.js";
import { listActions, storeAction } from "../../operator/action-store.js";
import { createOutbox } from "../../outbox/outbox.js";
import { findDepartures } from "../departures.js";
import { findRun } from "../run-store.js";
import { cancelRun } from "./cancel-run.js";
import type { ChangeRunDeps } from "./change-run.js";
import { reportDelay } from "./report-delay.js";
import { reportPlatform } from "./report-platform.js";

const trainId = "live1";
const runId = `${trainId}.2027-03-10`;
const operatorId = randomUUID();
const now = new Date("2027-03-10T06:00:00Z");
let sql: Sql;
let deps: ChangeRunDeps;
let close: () => Promise<void>;
let travellers: AffectedTraveller[] = [];
let askedAt: unknown;
const news: unknown[] = [];

beforeAll(async () => {
  const version = migrations.map(({ name }) => name).join();
  const database = await createTestDatabase("live", version, (url) => migrate({ url, schema, migrations }));
  const dataSource = createDataSource({ url: database.url, schema, migrations, poolSize: 6 });
  await dataSource.initialize();
  sql = sqlOf(dataSource);
  await insertTrain();
  deps = {
    sql,
    inTransaction: transactions(dataSource),
    outbox: createOutbox(
      () => now,
      () => undefined,
    ),
    clock: () => now,
    news: { trainChanged: (run, live) => news.push({ runId: run.runId, ...live }) },
    travellersOf: async (_sql, _runId, _after, at) => {
      askedAt = at;
      return travellers;
    },
    record: storeAction,
  };
  close = async () => {
    await dataSource.destroy();
    await database.drop();
  };
});
beforeEach(async () => {
  await sql.rows("DELETE FROM run_status");
  await sql.rows("DELETE FROM outbox");
  await sql.rows("DELETE FROM operator_actions");
  travellers = [];
  news.length = 0;
});
afterAll(() => close());

async function insertTrain(): Promise<void> {
  await sql.rows(
    `INSERT INTO timetables (feed, live, valid_from, valid_to, time_zone, max_seconds, imported_at)
     VALUES ('small', true, '2027-03-01', '2027-03-31', 'Europe/Berlin', 40000, now())`,
  );
  await sql.rows(
    `INSERT INTO locations (id, feed, name, search_name, latitude, longitude, time_zone, size)
     VALUES ('A', 'small', 'Aa', '|aa|', 50, 8, 'Europe/Berlin', 1), ('B', 'small', 'Bb', '|bb|', 51, 8, 'Europe/Berlin', 1)`,
  );
  await sql.rows(
    `INSERT INTO trains (id, timetable_id, number, name, category, route_type, headsign, service)
     SELECT $1, id, '1', 'ICE 1', 'ICE', 101, 'Bb', 's' FROM timetables`,
    [trainId],
  );
  await sql.rows(
    "INSERT INTO service_dates (timetable_id, service, date) SELECT id, 's', '2027-03-10' FROM timetables",
  );
  await sql.rows(
    `INSERT INTO calls (train_id, position, location_id, arrival_seconds, departure_seconds, pickup, drop_off, distance_km, platform)
     VALUES ($1, 0, 'A', 36000, 36000, true, true, 0, '1'), ($1, 1, 'B', 39600, 39600, true, true, 100, NULL)`,
    [trainId],
  );
}

const someone = (): AffectedTraveller => ({
  userId: randomUUID(),
  email: "a@example.org",
  bookings: [
    {
      reference: "K7M2QX",
      from: { id: "A", name: "Aa", departure: "2027-03-10T10:00:00+01:00" },
      to: { id: "B", name: "Bb", arrival: "2027-03-10T11:00:00+01:00" },
    },
  ],
});
const events = async () =>
  (await sql.rows<{ envelope: EventEnvelope }>("SELECT envelope FROM outbox ORDER BY id")).map(
    ({ envelope: { type, subject, aggregateversion, data } }) => ({ type, subject, aggregateversion, data }),
  );

test("a delay is stored with its event, told to browsers, and part of the run from then on", async () => {
  const done = await reportDelay(deps)({ runId, operatorId, minutes: 40, reason: "Signal failure" });
  expect(done).toEqual({ runId, status: "scheduled", delayMinutes: 40, reason: "Signal failure", told: 0 });
  expect(await events()).toEqual([
    {
      type: "com.railbooker.TrainDelayed.v1",
      subject: `runs/${runId}`,
      aggregateversion: 1,
      data: {
        runId,
        train: { number: "1", name: "ICE 1" },
        delayMinutes: 40,
        reason: "Signal failure",
        travellers: [],
      },
    },
  ]);
  expect(news).toEqual([{ runId, status: "scheduled", delayMinutes: 40, platforms: [] }]);
  expect(await findRun(sql, runId)).toMatchObject({ status: "scheduled", delayMinutes: 40 });
});

test("the same minutes again tell nobody, also when both come at once; on time again is told", async () => {
  travellers = [someone()];
  const report = reportDelay(deps);
  const both = await Promise.all([
    report({ runId, operatorId, minutes: 5, reason: "x" }),
    report({ runId, operatorId, minutes: 5, reason: "x" }),
  ]);
  expect(both.map(({ told }) => told).sort()).toEqual([0, 1]);
  expect(await report({ runId, operatorId, minutes: 5, reason: "y" })).toMatchObject({
    told: 0,
    delayMinutes: 5,
  });
  expect(news).toHaveLength(1);
  expect(await report({ runId, operatorId, minutes: 0, reason: "on time" })).toMatchObject({
    told: 1,
    delayMinutes: 0,
  });
  expect((await events()).map(({ aggregateversion }) => aggregateversion)).toEqual([1, 2]);
});

test("a first report of 0 minutes is no news", async () => {
  expect(await reportDelay(deps)({ runId, operatorId, minutes: 0, reason: "x" })).toMatchObject({ told: 0 });
  expect(await events()).toEqual([]);
});

test("many travellers become several events in order, each traveller in exactly one", async () => {
  travellers = Array.from({ length: 120 }, someone);
  expect(await cancelRun(deps)({ runId, operatorId, reason: "Storm" })).toMatchObject({
    told: 120,
    status: "cancelled",
  });
  const written = await events();
  expect(written.map(({ aggregateversion }) => aggregateversion)).toEqual([1, 2, 3]);
  const told = written.flatMap(({ data }) => (data as { travellers: AffectedTraveller[] }).travellers);
  expect(told).toEqual(travellers);
});

test("what an operator reported is kept with it, once, and what was refused is not", async () => {
  travellers = [someone()];
  await reportDelay(deps)({ runId, operatorId, minutes: 5, reason: "Signal failure" });
  await reportDelay(deps)({ runId, operatorId, minutes: 5, reason: "again" });
  await cancelRun(deps)({ runId, operatorId, reason: "Storm" });
  await reportDelay(deps)({ runId, operatorId, minutes: 9, reason: "x" }).catch(() => undefined);
  expect(await listActions(sql, { limit: 10 })).toMatchObject([
    { action: "train-cancelled", subject: runId, detail: { reason: "Storm", told: 1 }, at: now },
    { action: "delay-reported", subject: runId, detail: { minutes: 5, reason: "Signal failure", told: 1 } },
  ]);
});

test("a cancelled run has no delay and is cancelled once", async () => {
  travellers = [someone()];
  await cancelRun(deps)({ runId, operatorId, reason: "Storm" });
  expect(await cancelRun(deps)({ runId, operatorId, reason: "Storm" })).toMatchObject({
    told: 0,
    status: "cancelled",
  });
  await expect(reportDelay(deps)({ runId, operatorId, minutes: 5, reason: "x" })).rejects.toMatchObject({
    code: "train-cancelled",
  });
  expect(await events()).toHaveLength(1);
});

test("a platform is stored with its event, told to browsers, and part of the run and of boards from then on", async () => {
  travellers = [someone()];
  await reportDelay(deps)({ runId, operatorId, minutes: 5, reason: "Signal failure" });
  const report = reportPlatform(deps);
  const done = await report({ runId, operatorId, location: "A", platform: "7" });
  expect(done).toMatchObject({ told: 1, delayMinutes: 5, reason: "Signal failure" });
  expect(askedAt).toEqual({ location: "A" });
  expect((await events()).at(-1)).toEqual({
    type: "com.railbooker.PlatformChanged.v1",
    subject: `runs/${runId}`,
    aggregateversion: 2,
    data: {
      runId,
      train: { number: "1", name: "ICE 1" },
      location: { id: "A", name: "Aa" },
      platform: "7",
      before: "1",
      travellers,
    },
  });
  expect(news.at(-1)).toMatchObject({ platforms: [{ position: 0, location: "A", platform: "7" }] });
  expect((await findRun(sql, runId))?.calls[0]).toMatchObject({ platform: "7", plannedPlatform: "1" });
  const [shown] = await findDepartures(sql, "A", new Date("2027-03-10T10:00:00+01:00"), 5);
  expect(shown?.call).toMatchObject({ platform: "7", plannedPlatform: "1" });
  expect(await listActions(sql, { limit: 1 })).toMatchObject([
    { action: "platform-changed", detail: { location: "Aa", platform: "7", before: "1", told: 1 } },
  ]);
});

test("the platform that is known already tells nobody, also when both reports come at once; back as planned is told", async () => {
  travellers = [someone()];
  const report = reportPlatform(deps);
  const at = (platform: string, location = "A") => report({ runId, operatorId, location, platform });
  expect(await at("1")).toMatchObject({ told: 0 });
  expect((await Promise.all([at("7"), at("7")])).map(({ told }) => told).sort()).toEqual([0, 1]);
  expect(await at("3", "B")).toMatchObject({ told: 1 });
  expect(await at("1")).toMatchObject({ told: 1 });
  expect((await events()).map(({ data }) => data)).toMatchObject([
    { platform: "7", before: "1" },
    { platform: "3" },
    { platform: "1", before: "7" },
  ]);
  const calls = (await findRun(sql, runId))?.calls;
  expect(calls?.map(({ platform, plannedPlatform }) => [platform, plannedPlatform])).toEqual([
    ["1", undefined],
    ["3", undefined],
  ]);
});

test("a platform is refused where the train does not call, and of a cancelled train", async () => {
  const report = reportPlatform(deps);
  const refused = { kind: "refused", code: "no-such-call" };
  const other = { runId, operatorId, platform: "7" };
  await expect(report({ ...other, location: "X" })).rejects.toMatchObject(refused);
  await expect(report({ ...other, location: "A", position: 1 })).rejects.toMatchObject(refused);
  await cancelRun(deps)({ runId, operatorId, reason: "Storm" });
  await expect(report({ ...other, location: "A" })).rejects.toMatchObject({ code: "train-cancelled" });
});

test("a late train stays on the board until it has left, and a cancelled one until it should have", async () => {
  const board = async (time: string) =>
    (await findDepartures(sql, "A", new Date(`2027-03-10T${time}:00+01:00`), 5)).map(({ run }) => [
      run.delayMinutes,
      run.status,
    ]);
  expect(await board("10:00")).toEqual([[0, "scheduled"]]);
  expect(await board("10:01")).toEqual([]);
  await reportDelay(deps)({ runId, operatorId, minutes: 40, reason: "x" });
  expect(await board("10:40")).toEqual([[40, "scheduled"]]);
  expect(await board("10:41")).toEqual([]);
  await cancelRun(deps)({ runId, operatorId, reason: "Storm" });
  expect(await board("10:00")).toEqual([[40, "cancelled"]]);
});

test("an unknown run is a 404", async () => {
  await expect(
    reportDelay(deps)({ runId: "no.2027-03-10", operatorId, minutes: 5, reason: "x" }),
  ).rejects.toMatchObject({
    kind: "not-found",
    code: "no-such-run",
  });
});

test("travellers are those with a valid ticket who have not arrived, one entry for each user and address", async () => {
  const [ada, bob] = [randomUUID(), randomUUID()];
  await book(ada, "REF1", "valid");
  await book(ada, "REF2", "valid");
  await book(bob, "REF3", "cancelled");
  const found = await travellersOf(sql, runId, now);
  expect(found).toMatchObject([
    { userId: ada, email: "a@example.org", bookings: [{ reference: "REF1" }, { reference: "REF2" }] },
  ]);
  expect(await travellersOf(sql, runId, new Date("2027-03-10T10:00:00Z"))).toEqual([]);
  expect(await travellersOf(sql, "other.2027-03-10", now)).toEqual([]);
  const at = async (location: string, time: string, position?: number) =>
    (
      await travellersOf(sql, runId, new Date(`2027-03-10T${time}:00+01:00`), {
        location,
        ...(position === undefined ? {} : { position }),
      })
    ).length;
  expect([await at("A", "09:59"), await at("A", "10:01")]).toEqual([1, 0]);
  expect([await at("B", "10:01"), await at("C", "09:00")]).toEqual([1, 0]);
  expect([await at("A", "09:00", 0), await at("A", "09:00", 1)]).toEqual([1, 0]);
});

async function book(userId: string, reference: string, status: string): Promise<void> {
  const [id, leg, passenger] = [randomUUID(), randomUUID(), randomUUID()];
  await sql.rows(
    `INSERT INTO bookings (id, reference, user_id, hold_id, status, price_amount, price_currency, contact_email, created_at)
     VALUES ($1, $2, $3, $4, 'confirmed', 1, 'EUR', 'a@example.org', now())`,
    [id, reference, userId, randomUUID()],
  );
  await sql.rows(
    `INSERT INTO booking_legs (id, booking_id, position, run_id, train_number, train_name, from_id, from_name, from_position,
       departure, departure_at, to_id, to_name, to_position, arrival, arrival_at, service_class, fare, price_amount)
     VALUES ($1, $2, 0, $3, '1', 'ICE 1', 'A', 'Aa', 0, '2027-03-10T10:00:00+01:00', '2027-03-10T10:00:00+01:00',
       'B', 'Bb', 1, '2027-03-10T11:00:00+01:00', '2027-03-10T11:00:00+01:00', 'second', 'flex', 1)`,
    [leg, id, runId],
  );
  await sql.rows(
    "INSERT INTO passengers (id, booking_id, position, name, type) VALUES ($1, $2, 0, 'Ada', 'adult')",
    [passenger, id],
  );
  await sql.rows(
    `INSERT INTO tickets (id, booking_id, leg_id, passenger_id, seat_id, coach, seat_number, price_amount, status, code)
     VALUES ($1, $2, $3, $4, '1-1', '1', '1', 1, $5, 'c')`,
    [randomUUID(), id, leg, passenger, status],
  );
}
