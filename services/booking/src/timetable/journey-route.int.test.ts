import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type ListeningServer, listen } from "@railbooker/runtime/http-server";
import { createLogger } from "@railbooker/runtime/logger";
import { problemHandler } from "@railbooker/runtime/problem";
import { mountRoutes } from "@railbooker/runtime/routes";
import { compileSchema } from "@railbooker/runtime/schema";
import express from "express";
import { type Journey, JourneyShape } from "./journey.js";
import { journeyRoutes } from "./journey-route.js";
import type { OffersFor } from "./offers.js";
import { importSampleNetwork } from "./testing/sample-network.js";
import { openTimetableDatabase, type TimetableDatabase } from "./testing/timetable-database.js";

let db: TimetableDatabase;
let server: ListeningServer;

const FIRST = "ICE-25-683.2027-03-10~DEHAM~DENUE";
const SECOND = "ICE-18-513.2027-03-10~DENUE~DEERF";

/** The price is the distance, so that a leg left out shows. */
const offersFor: OffersFor = async (legs, party) =>
  legs.map(({ distanceKm }, index) => [
    {
      serviceClass: "second",
      fare: "flex",
      price: { amount: Math.round(distanceKm) * party.length, currency: "EUR" },
      seatsLeft: 9 - index,
    },
  ]);

const early = new Date("2027-02-28T08:00:00Z");
let now = early;

beforeAll(async () => {
  db = await openTimetableDatabase();
  await importSampleNetwork(db, "2027-03-01");
  await changesInNuremberg(2, 300);
  const app = express();
  const router = express.Router();
  mountRoutes(router, journeyRoutes({ sql: db.sql, offersFor, clock: () => now }), {});
  app.use("/api", router, problemHandler(createLogger({ service: "test", level: "silent" })));
  server = await listen(app, 0, "127.0.0.1");
});
afterAll(async () => {
  await server.close();
  await db.close();
});

/** In place of what the sample network says. */
async function changesInNuremberg(type: number, seconds: number | null): Promise<void> {
  await db.sql.rows("DELETE FROM transfers WHERE from_location = 'DENUE' AND to_location = 'DENUE'");
  await db.sql.rows(
    "INSERT INTO transfers SELECT id, 'DENUE', 'DENUE', NULL, NULL, $1, $2 FROM timetables WHERE live",
    [type, seconds],
  );
}

type Answer = Journey & {
  connectionBroken?: boolean;
  code: string;
  detail: string;
  errors: { pointer: string }[];
};

async function journey(id: string, query = ""): Promise<{ status: number; body: Answer }> {
  const response = await fetch(
    `http://127.0.0.1:${server.port}/api/journeys/${encodeURIComponent(id)}${query}`,
  );
  return { status: response.status, body: (await response.json()) as Answer };
}

async function delayed<T>(runId: string, minutes: number, look: () => Promise<T>): Promise<T> {
  await db.sql.rows("INSERT INTO run_status (run_id, delay_minutes) VALUES ($1, $2)", [runId, minutes]);
  try {
    return await look();
  } finally {
    await db.sql.rows("DELETE FROM run_status");
  }
}

test("a journey with a change has the offers of both legs together", async () => {
  const { status, body } = await journey(`${FIRST}!${SECOND}`, "?passengers=2");
  expect({ status, body }).toMatchObject({ status: 200 });
  expect(compileSchema(JourneyShape)(body)).toMatchObject({ ok: true });
  const [first, second] = await Promise.all([
    journey(FIRST, "?passengers=2"),
    journey(SECOND, "?passengers=2"),
  ]);
  expect(body).toMatchObject({
    id: `${FIRST}!${SECOND}`,
    departure: first.body.departure,
    arrival: second.body.arrival,
    changes: 1,
  });
  const minutes = (Date.parse(body.arrival) - Date.parse(body.departure)) / 60_000;
  expect(body.durationMinutes).toBe(minutes);
  expect(body.legs.map(({ fromPosition, calls }) => [fromPosition, calls.length])).toEqual([
    [0, 7],
    [2, 2],
  ]);
  const [a, b] = [first.body.offers[0]?.price.amount ?? 0, second.body.offers[0]?.price.amount ?? 0];
  expect(Math.min(a, b)).toBeGreaterThan(100);
  expect(body.offers).toEqual([
    { serviceClass: "second", fare: "flex", price: { amount: a + b, currency: "EUR" }, seatsLeft: 8 },
  ]);
  expect(body.connectionBroken).toBeUndefined();
});

test("a delay that leaves less than the time to change breaks the connection; one more of the next train mends it", async () => {
  const { body } = await journey(`${FIRST}!${SECOND}`);
  const [before, next] = body.legs;
  const slack = (Date.parse(next?.from.departure ?? "") - Date.parse(before?.to.arrival ?? "")) / 60_000;
  const ask = async () => (await journey(`${FIRST}!${SECOND}`)).body;
  expect(await delayed(before?.runId ?? "", slack - 5, ask)).not.toHaveProperty("connectionBroken");
  expect(await delayed(before?.runId ?? "", slack - 4, ask)).toMatchObject({
    connectionBroken: true,
    offers: [],
  });
  const both = () => delayed(next?.runId ?? "", 60, ask);
  expect(await delayed(before?.runId ?? "", slack, both)).not.toHaveProperty("connectionBroken");
});

test("a change takes as long as the feed says, and none where it says that there is none", async () => {
  const rule = async (type: number, seconds: number | null): Promise<Answer> => {
    await changesInNuremberg(type, seconds);
    return (await journey(`${FIRST}!${SECOND}`)).body;
  };
  expect(await rule(2, 6 * 3600)).toMatchObject({ connectionBroken: true });
  expect(await rule(2, 60)).not.toHaveProperty("connectionBroken");
  expect(await rule(3, null)).toMatchObject({ code: "no-connection" });
  await changesInNuremberg(2, 300);
});

test.each([
  ["NO-1.2027-03-10~DEHAM~DENUE", 404, "no-such-run", "/legs/0"],
  [`${FIRST}!ICE-18-513.2029-03-10~DENUE~DEERF`, 404, "no-such-run", "/legs/1"],
  [`${FIRST}!ICE-18-513.2027-03-10~DEERF~DENUE`, 422, "no-such-leg", "/legs/1"],
  [`${FIRST}!ICE-18-513.2027-03-10~DEMUC~DEERF`, 422, "no-connection", "/legs/1"],
  ["something", 400, "invalid-request", undefined],
  [Array(7).fill(FIRST).join("!"), 400, "invalid-request", undefined],
])("%s is a %i %s", async (id, status, code, pointer) => {
  const answer = await journey(id);
  expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
  if (pointer !== undefined) expect(answer.body.errors[0]?.pointer).toBe(pointer);
});

test("once its first train has left, as it runs now, a journey says so and offers nothing", async () => {
  const { body } = await journey(`${FIRST}!${SECOND}`);
  const departure = new Date(body.departure);
  now = departure;
  try {
    expect((await journey(`${FIRST}!${SECOND}`)).body).toMatchObject({ departed: true, offers: [] });
    const late = await delayed(FIRST.split("~")[0] ?? "", 5, () => journey(FIRST));
    expect(late.body.departed).toBeUndefined();
    expect(late.body.offers).toHaveLength(1);
    now = new Date(departure.getTime() - 1000);
    expect((await journey(FIRST)).body.departed).toBeUndefined();
  } finally {
    now = early;
  }
});
