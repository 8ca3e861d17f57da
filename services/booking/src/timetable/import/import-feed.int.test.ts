import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { findRun } from "../run-store.js";
import { stationTime } from "../station-time.js";
import { smallFeed, sourceOf } from "../testing/small-feed.js";
import { snapshot } from "../testing/snapshot.js";
import { openTimetableDatabase, type TimetableDatabase } from "../testing/timetable-database.js";
import { timetableNeeded } from "../timetable-store.js";
import { ImportUnderWay } from "./feed-error.js";

let db: TimetableDatabase;
beforeAll(async () => {
  db = await openTimetableDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.sql.rows(
    "TRUNCATE timetables, locations, trains, calls, service_dates, run_status, outbox CASCADE",
  );
});

const importFiles = (changes: Record<string, string | undefined> = {}) =>
  db.importFrom(sourceOf(smallFeed(changes)));

async function callsOn(runId: string): Promise<string[] | undefined> {
  const run = await findRun(db.sql, runId);
  return run?.calls.map(
    ({ location, arrival, departure }) =>
      `${location.id} ${stationTime(arrival, location.timeZone)} ${stationTime(departure, location.timeZone).slice(11, 16)}`,
  );
}

test("a feed becomes locations, trains, calls and dates, and an event in the same transaction", async () => {
  const report = await importFiles();
  expect(report).toMatchObject({
    feed: "small-railway",
    trains: 1,
    locations: 3,
    calls: 3,
    serviceDates: 31,
    leftOut: [],
  });
  expect(await findRun(db.sql, "t1.2027-03-05")).toMatchObject({
    runId: "t1.2027-03-05",
    train: { number: "1", name: "ICE 1" },
    category: "ICE",
    routeType: 101,
    status: "scheduled",
    delayMinutes: 0,
    calls: [
      {
        position: 0,
        distanceKm: 0,
        pickup: true,
        dropOff: true,
        location: { id: "A", name: "Aa", timeZone: "Europe/Berlin" },
      },
      { position: 1, distanceKm: 139, departure: new Date("2027-03-05T09:02:00+01:00") },
      { position: 2, distanceKm: 278 },
    ],
  });
  const events = await db.sql.rows<{ envelope: { type: string; data: unknown } }>(
    "SELECT envelope FROM outbox",
  );
  expect(events.map(({ envelope }) => [envelope.type, envelope.data])).toEqual([
    [
      "com.railbooker.TimetableImported.v1",
      {
        timetableId: report.timetableId,
        feed: "small-railway",
        validFrom: "2027-03-01",
        validTo: "2027-03-31",
        trains: 1,
      },
    ],
  ]);
});

test("no run on a date on which the train does not run, nor of a train that is not there", async () => {
  await importFiles();
  for (const id of ["t1.2027-04-01", "t9.2027-03-05", "t1", "'; DROP TABLE trains; --"])
    expect(await findRun(db.sql, id)).toBeUndefined();
});

test("calendar_dates alone, byte order marks, CRLF, quotes, further columns and files", async () => {
  const plain = smallFeed({
    "calendar.txt": undefined,
    "calendar_dates.txt": "service_id,date,exception_type\ns,20270305,1\ns,20270306,1\ns,20270306,2\n",
    "stops.txt":
      'stop_lon,odd,stop_id,stop_lat,stop_name\n8,x,A,50,"Aa, ""old"" town"\n8,,B,51,Bb\n8,,C,52,Cc\n',
    "unknown.txt": "what,ever\n1,2\n",
  });
  const odd = Object.fromEntries(
    Object.entries(plain).map(([name, text]) => [name, `\uFEFF${text.replaceAll("\n", "\r\n")}`]),
  );
  await db.importFrom(sourceOf(odd));
  const run = await findRun(db.sql, "t1.2027-03-05");
  expect(run?.calls[0]?.location.name).toBe('Aa, "old" town');
  expect(await findRun(db.sql, "t1.2027-03-06")).toBeUndefined();
});

test("an empty calendar.txt beside calendar_dates.txt", async () => {
  await importFiles({
    "calendar.txt": (smallFeed()["calendar.txt"] ?? "").split("\n")[0],
    "calendar_dates.txt": "service_id,date,exception_type\ns,20270305,1\n",
  });
  expect(await findRun(db.sql, "t1.2027-03-05")).toBeDefined();
});

test("calls are at the station, platforms are kept, and several platforms are one location", async () => {
  const { locations } = await importFiles({
    "stops.txt":
      "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,platform_code,stop_timezone\n" +
      "A,Aa,50,8,1,,,Europe/London\nA:1,Aa,50,8,0,A,1,\nA:2,Aa,50,8,0,A,2,\nB,Bb,51,8,0,,,\n",
    "stop_times.txt":
      "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,8:00:00,8:00:00,A:1,1\nt1,9:00:00,9:00:00,B,2\nt2,8:00:00,8:00:00,B,1\nt2,9:00:00,9:00:00,A:2,2\n",
    "trips.txt": "route_id,service_id,trip_id,trip_short_name\nr,s,t1,ICE 1\nr,s,t2,ICE 2\n",
  });
  expect(locations).toBe(2);
  const [out, back] = await Promise.all(["t1", "t2"].map((id) => findRun(db.sql, `${id}.2027-03-05`)));
  expect(out?.calls[0]).toMatchObject({ location: { id: "A", timeZone: "Europe/London" }, platform: "1" });
  expect(back?.calls[1]).toMatchObject({ location: { id: "A" }, platform: "2" });
  expect(await callsOn("t1.2027-03-05")).toEqual([
    "A 2027-03-05T07:00:00+00:00 07:00",
    "B 2027-03-05T09:00:00+01:00 09:00",
  ]);
});

test("rows out of order, blank times between calls, and pickup and drop-off types", async () => {
  await importFiles({
    "stop_times.txt":
      "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\n" +
      "t1,10:00:00,10:00:00,C,30,1,\nt1,,,B,20,1,0\nt1,8:00:00,8:00:00,A,4,,1\n",
  });
  expect(await callsOn("t1.2027-03-05")).toEqual([
    "A 2027-03-05T08:00:00+01:00 08:00",
    "B 2027-03-05T09:00:00+01:00 09:00",
    "C 2027-03-05T10:00:00+01:00 10:00",
  ]);
  const run = await findRun(db.sql, "t1.2027-03-05");
  expect(run?.calls.map(({ pickup, dropOff }) => [pickup, dropOff])).toEqual([
    [true, false],
    [false, true],
    [false, true],
  ]);
});

test("times are right on the nights when the clocks change", async () => {
  await importFiles({
    "stop_times.txt":
      "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,23:00:00,23:00:00,A,1\nt1,26:30:00,26:30:00,B,2\nt1,32:00:00,32:00:00,C,3\n",
  });
  expect(await callsOn("t1.2027-03-27")).toEqual([
    "A 2027-03-27T23:00:00+01:00 23:00",
    "B 2027-03-28T03:30:00+02:00 03:30",
    "C 2027-03-28T09:00:00+02:00 09:00",
  ]);
  expect((await callsOn("t1.2027-03-28"))?.[0]).toBe("A 2027-03-28T23:00:00+02:00 23:00");
});

test("trips that cannot be sold are left out and counted", async () => {
  const report = await importFiles({
    "trips.txt":
      "route_id,service_id,trip_id,trip_short_name\nr,s,t1,ICE 1\nr,s,none,\nr,s,none2,\nr,s,single,\nr,s,back,\nr,never,idle,\n",
    "stop_times.txt":
      `${smallFeed()["stop_times.txt"]}single,8:00:00,8:00:00,A,1\nback,9:00:00,9:00:00,A,1\nback,8:00:00,8:00:00,B,2\n` +
      "idle,8:00:00,8:00:00,A,1\nidle,9:00:00,9:00:00,B,2\n",
  });
  expect(report.trains).toBe(1);
  expect(report.leftOut).toEqual([
    { reason: "trips without stop times", count: 2, example: "trips.txt, line 3: trip none" },
    { reason: "trips whose times run backwards", count: 1, example: "stop_times.txt, line 7: trip back" },
    { reason: "trips with a single call", count: 1, example: "trips.txt, line 5: trip single" },
    { reason: "trips that run on no date", count: 1, example: "trips.txt, line 7: trip idle" },
  ]);
});

test("a newer version replaces the older one under the same ids; another feed stays", async () => {
  await importFiles();
  await importFiles({
    "agency.txt": "agency_name,agency_timezone\nOther Railway,Europe/Berlin\n",
    "trips.txt": "route_id,service_id,trip_id,trip_short_name\nr,s,t1,RE 7\n",
  });
  const newer = await importFiles({
    "trips.txt": "route_id,service_id,trip_id,trip_short_name\nr,s,t1,ICE 1000\nr,s,t2,ICE 2\n",
    "stop_times.txt": `${smallFeed()["stop_times.txt"]}t2,8:00:00,8:00:00,A,1\nt2,9:00:00,9:00:00,B,2\n`,
  });
  expect(newer.feed).toBe("small-railway");
  expect((await findRun(db.sql, "t1.2027-03-05"))?.train.number).toBe("1000");
  const live = await db.sql.rows<{ feed: string }>("SELECT feed FROM timetables WHERE live ORDER BY feed");
  expect(live).toEqual([{ feed: "other-railway" }, { feed: "small-railway" }]);
  const trains = await db.sql.rows<{ name: string }>("SELECT name FROM trains ORDER BY name");
  expect(trains.map(({ name }) => name)).toEqual(["ICE 1000", "ICE 2", "RE 7"]);
  expect(await db.sql.rows("SELECT 1 FROM locations")).toHaveLength(6);
});

test("of imports at once one runs and the others are turned away", async () => {
  const results = await Promise.allSettled([importFiles(), importFiles(), importFiles()]);
  const refused = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  expect(refused.length).toBeLessThan(3);
  for (const reason of refused) expect(reason).toBeInstanceOf(ImportUnderWay);
  expect(await db.sql.rows("SELECT 1 FROM timetables WHERE live")).toHaveLength(1);
  expect(await db.sql.rows("SELECT 1 FROM calls")).toHaveLength(3);
});

test("a failure while storing rolls everything back, the event with it", async () => {
  await importFiles();
  const before = await snapshot(db.sql);
  await db.sql.rows("ALTER TABLE service_dates ADD CONSTRAINT broken CHECK (date < '2027-03-20') NOT VALID");
  try {
    await expect(importFiles()).rejects.toThrow(/broken/);
  } finally {
    await db.sql.rows("ALTER TABLE service_dates DROP CONSTRAINT broken");
  }
  expect(await snapshot(db.sql)).toEqual(before);
});

test("a timetable is needed where there is none or it ends soon", async () => {
  const needed = (now: string) => timetableNeeded(db.sql, new Date(now), 30);
  expect(await needed("2027-03-01T06:00:00Z")).toBe(true);
  await importFiles();
  expect(await needed("2027-03-01T06:00:00Z")).toBe(false);
  expect(await needed("2027-03-02T06:00:00Z")).toBe(true);
});
