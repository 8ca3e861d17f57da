import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type ListeningServer, listen } from "@railbooker/runtime/http-server";
import { createLogger } from "@railbooker/runtime/logger";
import { problemHandler } from "@railbooker/runtime/problem";
import { mountRoutes } from "@railbooker/runtime/routes";
import { compileSchema } from "@railbooker/runtime/schema";
import express from "express";
import Type from "typebox";
import { noCache } from "../cache/cache.js";
import { createLocationFinder } from "../locations/location-finder.js";
import { locationRoutes } from "../locations/location-routes.js";
import { DepartureShape, type Journey, JourneyShape, RunShape } from "./journey.js";
import { inlinePlanner } from "./journeys/inline-planner.js";
import { createLiveNetwork, type LiveNetwork } from "./journeys/live-network.js";
import { searchJourneys } from "./journeys/search-journeys.js";
import type { OffersFor } from "./offers.js";
import { findLeg } from "./run.js";
import { findRuns } from "./run-store.js";
import { importSampleNetwork } from "./testing/sample-network.js";
import { openTimetableDatabase, type TimetableDatabase } from "./testing/timetable-database.js";
import { trainRoutes } from "./train-routes.js";

let db: TimetableDatabase;
let server: ListeningServer;
let network: LiveNetwork;
const asked: { legs: Parameters<OffersFor>[0]; party: readonly string[] }[] = [];

/** One offer a leg, its price the distance, so that a mix-up of legs shows. */
const offersFor: OffersFor = async (legs, party) => {
  asked.push({ legs, party });
  return legs.map(({ distanceKm }) => [
    {
      serviceClass: "second",
      fare: "flex",
      price: { amount: Math.round(distanceKm) * party.length, currency: "EUR" },
      seatsLeft: 5,
    },
  ]);
};

beforeAll(async () => {
  db = await openTimetableDatabase();
  await importSampleNetwork(db, "2027-03-01");
  const clock = () => new Date("2027-03-10T06:00:00Z");
  const locations = createLocationFinder(db.sql, clock);
  network = createLiveNetwork({
    sql: db.sql,
    inTransaction: db.inTransaction,
    clock,
    log: createLogger({ service: "test", level: "silent" }),
    createPool: (loaded) => inlinePlanner(loaded.network),
  });
  const search = searchJourneys(network, offersFor, clock);
  const app = express();
  const router = express.Router();
  mountRoutes(
    router,
    [
      ...locationRoutes({ locations }),
      ...trainRoutes({ sql: db.sql, locations, cache: noCache, search, clock }),
    ],
    {},
  );
  app.use("/api", router, problemHandler(createLogger({ service: "test", level: "silent" })));
  server = await listen(app, 0, "127.0.0.1");
});
afterAll(async () => {
  await server.close();
  await network.close();
  await db.close();
});

interface Page {
  journeys: Journey[];
  earlier?: string;
  later?: string;
}

async function get<T>(path: string): Promise<{ status: number; body: T }> {
  const response = await fetch(`http://127.0.0.1:${server.port}/api${path}`);
  return { status: response.status, body: (await response.json()) as T };
}

async function trains(query: string): Promise<Page> {
  const { status, body } = await get<Page>(`/trains?${query}`);
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
}

const names = async (q: string, limit = 3) =>
  (
    await get<{ items: { name: string }[] }>(`/locations?q=${encodeURIComponent(q)}&limit=${limit}`)
  ).body.items.map(({ name }) => name);

test.each(["munchen", "muenchen", "MÜNCHEN", "münchen hbf", "DEMUC", "Munich", "mun", "mnchen", "Muenchn"])(
  "typing %s finds München Hbf first",
  async (typed) => {
    expect((await names(typed))[0]).toBe("München Hbf");
  },
);

test("a word's start comes before its middle, big stations before small ones, and marks mean nothing", async () => {
  expect((await names("frankfurt"))[0]).toBe("Frankfurt (Main) Hbf");
  expect((await names("frankfurt oder"))[0]).toBe("Frankfurt (Oder)");
  expect((await names("bern"))[0]).toBe("Bern");
  expect((await names("süd"))[0]).toBe("Berlin Südkreuz");
  expect(await names("lodz%")).not.toContain("München Hbf");
  expect(await names("%")).toEqual([]);
  expect(await names("\0")).toEqual([]);
  expect((await names("")).length).toBe(3);
  expect(await names("qqqqqq")).toEqual([]);
});

test("a location is shown with its place and zone", async () => {
  const { body } = await get(`/locations?q=lisbon&limit=1`);
  expect(body).toEqual({
    items: [
      {
        id: "PTLIS",
        name: "Lisboa Santa Apolónia",
        code: "PTLIS",
        latitude: 38.7139,
        longitude: -9.1226,
        timeZone: "Europe/Lisbon",
      },
    ],
  });
});

test("journeys answer their schema, in order, with the offers of their own leg", async () => {
  const { journeys } = await trains(
    "from=DEMUC&to=DEBER&departAfter=2027-03-10T08:00%2B01:00&passengers=2&limit=5",
  );
  expect(compileSchema(Type.Array(JourneyShape))(journeys)).toMatchObject({ ok: true });
  expect(journeys).toHaveLength(5);
  expect(journeys[0]).toMatchObject({
    id: "ICE-18-509.2027-03-10~DEMUC~DEBER",
    departure: "2027-03-10T08:54:00+01:00",
    changes: 0,
    legs: [
      {
        runId: "ICE-18-509.2027-03-10",
        train: { number: "509", name: "ICE 509" },
        from: { id: "DEMUC", name: "München Hbf", departure: "2027-03-10T08:54:00+01:00" },
        to: { id: "DEBER", name: "Berlin Hbf" },
        delayMinutes: 0,
        status: "scheduled",
      },
    ],
  });
  const departures = journeys.map(({ departure }) => departure);
  expect(departures).toEqual([...departures].sort());
  expect(journeys[0]?.legs[0]?.calls.map(({ location }) => location.name)).toEqual([
    "München Hbf",
    "Ingolstadt Hbf",
    "Nürnberg Hbf",
    "Erfurt Hbf",
    "Halle (Saale) Hbf",
    "Berlin Südkreuz",
    "Berlin Hbf",
  ]);
  const question = asked.at(-1);
  expect(question?.party).toEqual(["adult", "adult"]);
  expect(journeys.map(({ offers }) => offers[0]?.price.amount)).toEqual(
    question?.legs.map(({ distanceKm }) => Math.round(distanceKm) * 2),
  );
});

test("a ride between calls in the middle of a train counts only its own part", async () => {
  const { journeys } = await trains("from=DENUE&to=DEERF&departAfter=2027-03-10T08:00%2B01:00&limit=1");
  const leg = asked.at(-1)?.legs[0];
  expect(leg).toMatchObject({ fromPosition: 2, toPosition: 3 });
  expect(leg?.distanceKm).toBeGreaterThan(150);
  expect(leg?.distanceKm).toBeLessThan(260);
  expect(journeys[0]?.legs[0]?.calls).toHaveLength(2);
});

test("the search's rides are those that findLeg gives", async () => {
  const { journeys } = await trains("from=DEFFM&to=CHBSL&departAfter=2027-03-10T00:00&limit=50");
  const runs = await findRuns(
    db.sql,
    journeys.map(({ legs }) => legs[0]?.runId ?? ""),
  );
  expect(runs.size).toBeGreaterThan(10);
  for (const { legs } of journeys) {
    const run = runs.get(legs[0]?.runId ?? "");
    const leg = run && findLeg(run, "DEFFM", "CHBSL");
    expect(leg?.from.departure).toEqual(new Date(legs[0]?.from.departure ?? ""));
    expect(leg?.to.arrival).toEqual(new Date(legs[0]?.to.arrival ?? ""));
  }
});

test("paging later and earlier neither repeats nor skips", async () => {
  const day = "from=DEFFM&to=DEMAN";
  const all = await trains(`${day}&departAfter=2027-03-10T06:00&limit=50`);
  const expected = all.journeys.map(({ id }) => id);
  expect(expected.length).toBeGreaterThan(30);

  const forward: string[] = [];
  let page = await trains(`${day}&departAfter=2027-03-10T06:00&limit=3`);
  for (; forward.length < expected.length && page.later; page = await trains(page.later))
    forward.push(...page.journeys.map(({ id }) => id));
  expect(forward.slice(0, expected.length)).toEqual(expected);

  const backward: string[] = [];
  const last = encodeURIComponent(all.journeys.at(-1)?.departure ?? "");
  let earlier: string | undefined = `${day}&departBefore=${last}&limit=3`;
  while (earlier !== undefined && backward.length < expected.length) {
    const current: Page = await trains(earlier);
    backward.unshift(...current.journeys.map(({ id }) => id));
    earlier = current.earlier;
  }
  expect(backward.slice(-expected.length)).toEqual(expected);
});

test("arriveBefore gives the last journeys that arrive by then", async () => {
  const { journeys, later } = await trains(
    "from=DEMUC&to=DEBER&arriveBefore=2027-03-10T18:00%2B01:00&limit=3",
  );
  expect(journeys).toHaveLength(3);
  expect(journeys.every(({ arrival }) => arrival <= "2027-03-10T18:00:00+01:00")).toBe(true);
  expect(journeys.some(({ arrival }) => arrival > "2027-03-10T16:30:00+01:00")).toBe(true);
  const next = await trains(later ?? "");
  expect(next.journeys.every(({ arrival }) => arrival > "2027-03-10T18:00:00+01:00")).toBe(true);
});

test("a night train is found before and after midnight, as a run of the date on which it set out", async () => {
  const evening = await trains("from=DEBER&to=CHZRH&departAfter=2027-03-10T20:00%2B01:00&limit=1");
  const after = await trains("from=DEFFM&to=CHZRH&departAfter=2027-03-11T00:00%2B01:00&limit=1");
  expect(evening.journeys[0]?.legs[0]).toMatchObject({
    runId: "NJ-470-471.2027-03-10",
    from: { departure: "2027-03-10T21:08:00+01:00" },
  });
  expect(after.journeys[0]?.legs[0]?.runId).toBe("NJ-470-471.2027-03-10");
  expect(after.journeys[0]?.departure.slice(0, 10)).toBe("2027-03-11");
});

test("nobody boards a night train where it only sets down", async () => {
  const { journeys } = await trains("from=CHBSL&to=CHZRH&departAfter=2027-03-11T00:00&limit=50");
  expect(journeys.length).toBeGreaterThan(10);
  expect(journeys.filter(({ id }) => id.startsWith("NJ-470"))).toEqual([]);
});

test("stations in another zone show their own time, and a time without offset is theirs", async () => {
  const { journeys } = await trains("from=GBSPX&to=FRPNO&departAfter=2027-03-10T09:00&limit=1");
  expect(journeys[0]?.departure).toBe("2027-03-10T09:01:00+00:00");
  expect(journeys[0]?.arrival.slice(19)).toBe("+01:00");
  expect(journeys[0]?.durationMinutes).toBeLessThan(180);
});

test("on the night when the clocks change durations are true and times are local", async () => {
  const { journeys } = await trains("from=DEBER&to=CHZRH&departAfter=2027-03-27T21:00%2B01:00&limit=1");
  const [usual] = (await trains("from=DEBER&to=CHZRH&departAfter=2027-03-10T21:00%2B01:00&limit=1")).journeys;
  expect(journeys[0]?.legs[0]?.runId).toBe("NJ-470-471.2027-03-27");
  expect(journeys[0]?.departure.slice(19)).toBe("+01:00");
  expect(journeys[0]?.arrival.slice(19)).toBe("+02:00");
  expect(journeys[0]?.durationMinutes).toBe(usual?.durationMinutes);
});

test("what is live about a run is shown in journeys, on the board and on the run", async () => {
  const runId = "ICE-18-511.2027-03-11";
  await db.sql.rows("INSERT INTO run_status (run_id, status, delay_minutes) VALUES ($1, 'cancelled', 40)", [
    runId,
  ]);
  await network.refresh();
  const { journeys } = await trains("from=DEMUC&to=DEBER&departAfter=2027-03-11T09:50%2B01:00&limit=1");
  expect(journeys[0]?.legs[0]).toMatchObject({ runId, status: "cancelled", delayMinutes: 40 });
  const { body } = await get<{ items: unknown[] }>(
    "/locations/DEMUC/departures?from=2027-03-11T09:54&limit=10",
  );
  expect(body.items).toContainEqual(
    expect.objectContaining({ runId, status: "cancelled", delayMinutes: 40 }),
  );
  expect((await get(`/trains/${runId}`)).body).toMatchObject({ status: "cancelled", delayMinutes: 40 });
});

test("the departures board is in order, from now on, with where each train goes", async () => {
  const { status, body } = await get<{ items: { departure: string; to: { name: string } }[] }>(
    "/locations/DEMUC/departures?limit=100",
  );
  expect(status).toBe(200);
  expect(compileSchema(Type.Array(DepartureShape))(body.items)).toMatchObject({ ok: true });
  const times = body.items.map(({ departure }) => departure);
  expect(times.at(0)?.slice(0, 13)).toBe("2027-03-10T07");
  expect(times).toEqual([...times].sort());
  expect(body.items.some(({ to }) => to.name === "Berlin Hbf")).toBe(true);
  expect(body.items.every(({ to }) => to.name !== "München Hbf")).toBe(true);
});

test("a run with all its calls", async () => {
  const { status, body } = await get<{ calls: unknown[] }>("/trains/NJ-468-469.2027-03-10");
  expect(status).toBe(200);
  expect(compileSchema(RunShape)(body)).toMatchObject({ ok: true });
  expect(body).toMatchObject({ train: { number: "469", name: "NJ 469" }, serviceDate: "2027-03-10" });
  expect(body.calls.at(-1)).toMatchObject({
    location: { name: "Paris Est" },
    arrival: "2027-03-11T10:54:00+01:00",
  });
});

test.each([
  ["/trains?from=DEMUC&to=DEBER&departAfter=2028-01-01T08:00", 422, "no-timetable"],
  ["/trains?from=DEMUC&to=DEBER&departAfter=2027-02-28T08:00", 422, "no-timetable"],
  ["/trains?from=DEMUC&to=NOWHERE", 404, "no-such-location"],
  ["/trains?from=%00&to=DEBER", 404, "no-such-location"],
  ["/trains?from=M%C3%BCnchen%20Hbf&to=DEBER", 404, "no-such-location"],
  ["/locations/%00/departures", 404, "no-such-location"],
  ["/trains?from=DEMUC&to=DEMUC", 422, "same-location"],
  ["/trains?from=DEMUC", 400, "invalid-request"],
  ["/trains?from=DEMUC&to=DEBER&when=now", 400, "invalid-request"],
  ["/trains?from=DEMUC&to=DEBER&departAfter=soon", 400, "invalid-request"],
  ["/trains?from=DEMUC&to=DEBER&departAfter=2027-02-30T08:00", 400, "invalid-request"],
  [
    "/trains?from=DEMUC&to=DEBER&departAfter=2027-03-10T08:00&arriveBefore=2027-03-10T18:00",
    400,
    "invalid-request",
  ],
  ["/trains?from=DEMUC&to=DEBER&passengers=0", 400, "invalid-request"],
  ["/trains?from=DEMUC&to=DEBER&limit=1000", 400, "invalid-request"],
  ["/trains/ICE-18-501.2027-12-31", 404, "no-such-run"],
  ["/trains/%00", 404, "no-such-run"],
  ["/locations/NOWHERE/departures", 404, "no-such-location"],
  ["/locations/DEMUC/departures?from=2027-13-01T08:00", 400, "invalid-request"],
  ["/locations?limit=0", 400, "invalid-request"],
])("%s is a %i %s", async (path, status, code) => {
  const answer = await get<{ code: string }>(path);
  expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
});

test("the refusal of a date says what the timetable covers", async () => {
  const { body } = await get<{ detail: string }>("/trains?from=DEMUC&to=DEBER&departAfter=2028-01-01T08:00");
  expect(body.detail).toBe(
    "The timetable covers 2027-03-01 to 2027-05-29; 2028-01-01 lies outside it. Please choose a date within.",
  );
});
