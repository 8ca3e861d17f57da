import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { createLogger } from "@railbooker/runtime/logger";
import type { OffersFor } from "../offers.js";
import { smallFeed, sourceOf } from "../testing/small-feed.js";
import { openTimetableDatabase, type TimetableDatabase } from "../testing/timetable-database.js";
import { inlinePlanner } from "./inline-planner.js";
import { createLiveNetwork, type LiveNetwork } from "./live-network.js";
import { type JourneySearch, searchJourneys } from "./search-journeys.js";

const clock = () => new Date("2027-03-10T06:00:00Z");
let db: TimetableDatabase;
let network: LiveNetwork;
beforeEach(async () => {
  db = await openTimetableDatabase();
  network = createLiveNetwork({
    sql: db.sql,
    inTransaction: db.inTransaction,
    clock,
    log: createLogger({ service: "test", level: "silent" }),
    createPool: (loaded) => inlinePlanner(loaded.network),
  });
});
afterEach(async () => {
  await network.close();
  await db.close();
});

const offer = { serviceClass: "second", fare: "flex", price: { amount: 1000, currency: "EUR" } } as const;
const search: JourneySearch = {
  fromId: "A",
  toId: "C",
  bound: { axis: "departure", order: "after", at: new Date("2027-03-10T06:50:00Z") },
  party: ["adult"] as const,
  maxChanges: 5,
  limit: 1,
};
const find = async (changes: Partial<JourneySearch> = {}) => {
  const offersFor: OffersFor = async (legs) => legs.map((_, index) => [{ ...offer, seatsLeft: 9 - index }]);
  const page = await searchJourneys(network, offersFor, clock)({ ...search, ...changes });
  return page.journeys.map(({ id, legs, offers }) => ({
    id,
    offers,
    late: legs.map((leg) => leg.delayMinutes),
  }));
};

/** Aa 08:00 to Bb 09:00, and on from Bb at 09:08 or 09:30 to Cc. */
const feed = smallFeed({
  "trips.txt":
    "route_id,service_id,trip_id,trip_short_name\nr,s,t1,ICE 1\nr,s,t2,ICE 2\nr,s,t3,ICE 3\nr,s,t4,ICE 4\n",
  "stop_times.txt":
    "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n" +
    "t1,08:00:00,08:00:00,A,1\nt1,09:00:00,09:00:00,B,2\n" +
    "t2,09:08:00,09:08:00,B,1\nt2,10:00:00,10:00:00,C,2\n" +
    "t3,09:30:00,09:30:00,B,1\nt3,10:30:00,10:30:00,C,2\n" +
    "t4,07:45:00,07:45:00,A,1\nt4,11:30:00,11:30:00,C,2\n",
});

test("offers of a journey are the sum of its legs, with the seats of the fullest", async () => {
  await db.importFrom(sourceOf(feed));
  expect(await find()).toEqual([
    {
      id: "t1.2027-03-10~A~B!t2.2027-03-10~B~C",
      offers: [{ ...offer, price: { amount: 2000, currency: "EUR" }, seatsLeft: 8 }],
      late: [0, 0],
    },
  ]);
});

test("a delay breaks a connection in the next search, told directly or found in the database", async () => {
  await db.importFrom(sourceOf(feed));
  expect((await find())[0]?.id).toContain("t2.");
  network.runChanged("t1.2027-03-10", { status: "scheduled", delayMinutes: 4, platforms: [] });
  expect(await find()).toMatchObject([{ id: "t1.2027-03-10~A~B!t3.2027-03-10~B~C", late: [4, 0] }]);
  await db.sql.rows("INSERT INTO run_status (run_id, delay_minutes) VALUES ('t2.2027-03-10', 5)");
  expect((await find())[0]?.id).toContain("t3.");
  await network.refresh();
  expect(await find()).toMatchObject([{ late: [4, 5] }]);
});

test("a platform is part of what a search shows, told directly or found in the database", async () => {
  await db.importFrom(sourceOf(feed));
  const searchNow = searchJourneys(network, async (legs) => legs.map(() => []), clock);
  const boards = async () => (await searchNow(search)).journeys[0]?.legs[0]?.from.platform;
  expect(await boards()).toBeUndefined();
  const platforms = [{ position: 0, location: "A", platform: "7" }];
  network.runChanged("t1.2027-03-10", { status: "scheduled", delayMinutes: 0, platforms });
  expect(await boards()).toBe("7");
  await db.sql.rows("INSERT INTO run_status (run_id, platforms, version) VALUES ('t1.2027-03-10', $1, 2)", [
    JSON.stringify([{ position: 0, location: "A", platform: "8" }]),
  ]);
  await network.refresh();
  expect(await boards()).toBe("8");
});

test("a train that is late is found by whoever comes too late for its timetable", async () => {
  await db.importFrom(sourceOf(feed));
  const bound = { ...search.bound, at: new Date("2027-03-10T07:10:00Z") };
  expect((await find({ bound }))[0]?.id).toContain("2027-03-11");
  network.runChanged("t1.2027-03-10", { status: "scheduled", delayMinutes: 15, platforms: [] });
  expect((await find({ bound }))[0]?.id).toContain("t1.2027-03-10");
});

test("a cancelled train is shown where it went direct, and never to change to", async () => {
  await db.importFrom(sourceOf(feed));
  network.runChanged("t2.2027-03-10", { status: "cancelled", delayMinutes: 0, platforms: [] });
  network.runChanged("t4.2027-03-10", { status: "cancelled", delayMinutes: 0, platforms: [] });
  const bound = { ...search.bound, at: new Date("2027-03-10T06:30:00Z") };
  expect((await find({ limit: 2, bound })).map(({ id }) => id)).toEqual([
    "t4.2027-03-10~A~C",
    "t1.2027-03-10~A~B!t3.2027-03-10~B~C",
  ]);
});

test("a process that saw no timetable finds the first, and a look brings the next one with what was known of runs", async () => {
  await expect(find()).rejects.toMatchObject({ code: "no-timetable" });
  await db.importFrom(sourceOf(feed));
  expect(await find()).toHaveLength(1);
  network.runChanged("t1.2027-03-10", { status: "scheduled", delayMinutes: 1, platforms: [] });
  const times = (feed["stop_times.txt"] ?? "").replaceAll("t2,09:08:00,09:08:00", "t2,09:10:00,09:10:00");
  await db.importFrom(sourceOf({ ...feed, "stop_times.txt": times }));
  await network.refresh();
  const { loaded } = await network.current();
  expect(loaded.timetables).toHaveLength(1);
  expect(await find()).toMatchObject([{ id: "t1.2027-03-10~A~B!t2.2027-03-10~B~C", late: [1, 0] }]);
});

test("changes take as long as transfers.txt says", async () => {
  const header = "from_stop_id,to_stop_id,transfer_type,min_transfer_time\n";
  await db.importFrom(sourceOf({ ...feed, "transfers.txt": `${header}B,B,2,540\n` }));
  expect((await find())[0]?.id).toContain("t3.");
  await db.importFrom(sourceOf({ ...feed, "transfers.txt": `${header}B,B,3,\n` }));
  await network.refresh();
  expect((await find())[0]?.id).toMatch(/^t4.2027-03-11/);
});
