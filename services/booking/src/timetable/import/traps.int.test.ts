import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { findRun } from "../run-store.js";
import { smallFeed, sourceOf } from "../testing/small-feed.js";
import { openTimetableDatabase, type TimetableDatabase } from "../testing/timetable-database.js";

let db: TimetableDatabase;
beforeAll(async () => {
  db = await openTimetableDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.sql.rows("TRUNCATE timetables, locations, trains, calls, service_dates, transfers, outbox");
});

const importFiles = (changes: Record<string, string | undefined> = {}) =>
  db.importFrom(sourceOf(smallFeed(changes)));
const stopTimes = (...rows: string[]) =>
  `trip_id,arrival_time,departure_time,stop_id,stop_sequence\n${rows.join("\n")}\n`;

async function departures(runId: string): Promise<string[] | undefined> {
  const run = await findRun(db.sql, runId);
  return run?.calls.map(({ departure }) => departure.toISOString().slice(0, 16));
}

test("a train on the rails for ten days keeps its times, and its length is the timetable's", async () => {
  await importFiles({
    "stop_times.txt": stopTimes(
      "t1,23:00:00,23:00:00,A,1",
      "t1,130:30:00,131:00:00,B,2",
      "t1,250:00:00,250:00:00,C,3",
    ),
  });
  expect(await departures("t1.2027-03-05")).toEqual([
    "2027-03-05T22:00",
    "2027-03-10T10:00",
    "2027-03-15T09:00",
  ]);
  expect(await db.sql.rows("SELECT max_seconds FROM timetables")).toEqual([{ max_seconds: 900_000 }]);
});

test("several blank times in a row are filled evenly, also around a call that stops for a while", async () => {
  await importFiles({
    "stops.txt": `${smallFeed()["stops.txt"]}D,Dd,53,8\nE,Ee,54,8\n`,
    "stop_times.txt": stopTimes(
      "t1,8:00:00,8:10:00,A,1",
      "t1,,,B,2",
      "t1,,,C,3",
      "t1,9:10:00,9:20:00,D,4",
      "t1,,,E,5",
      "t1,9:31:00,9:31:00,A,6",
    ),
  });
  expect(await departures("t1.2027-03-05")).toEqual(
    ["07:10", "07:30", "07:50", "08:20", "08:25", "08:31"].map((time) => `2027-03-05T${time}`),
  );
});

test("one time of a call serves for both", async () => {
  await importFiles({ "stop_times.txt": stopTimes("t1,,8:00:00,A,1", "t1,9:00:00,,B,2") });
  expect(await departures("t1.2027-03-05")).toEqual(["2027-03-05T07:00", "2027-03-05T08:00"]);
});

test.each([
  [
    "a malformed time",
    ["t1,8:00:00,8:00:00,A,1", "t1,9 o'clock,,B,2"],
    /1 trips with a malformed time.*line 3/,
  ],
  [
    "no time at the end",
    ["t1,8:00:00,8:00:00,A,1", "t1,,,B,2"],
    /1 trips without a time at their first or last/,
  ],
  [
    "one sequence twice",
    ["t1,8:00:00,8:00:00,A,1", "t1,9:00:00,9:00:00,B,1"],
    /two calls at one place.*line 3/,
  ],
  [
    "a departure before its arrival",
    ["t1,8:00:00,8:00:00,A,1", "t1,9:00:00,8:50:00,B,2"],
    /run backwards.*line 3/,
  ],
])("a trip with %s is left out", async (_what, rows, reason) => {
  const trips = { "trips.txt": "route_id,service_id,trip_id\nr,s,t1\nr,s,ok\n" };
  const times = stopTimes(...rows, "ok,8:00:00,8:00:00,A,1", "ok,9:00:00,9:00:00,B,2");
  const report = await importFiles({ ...trips, "stop_times.txt": times });
  expect(report.trains).toBe(1);
  const [left] = report.leftOut;
  expect(`${left?.count} ${left?.reason} ${left?.example}`).toMatch(reason);
});

test("a train every so often becomes a train for each departure, under ids that stay", async () => {
  const frequencies =
    "trip_id,start_time,end_time,headway_secs,exact_times\nt1,6:00:00,7:00:00,1800,1\nt1,7:00:00,8:00:30,3600,0\n";
  const report = await importFiles({ "frequencies.txt": frequencies });
  expect(report).toMatchObject({ trains: 4, calls: 12 });
  expect(await departures("t1-0390.2027-03-05")).toEqual([
    "2027-03-05T05:30",
    "2027-03-05T06:32",
    "2027-03-05T07:30",
  ]);
  expect(await departures("t1.2027-03-05")).toBeUndefined();
  const ids = await db.sql.rows("SELECT id FROM trains ORDER BY id");
  expect(ids).toEqual(["t1-0360", "t1-0390", "t1-0420", "t1-0480"].map((id) => ({ id })));
});

test("transfers of every type, with platforms as their stations", async () => {
  const trip = "route_id,service_id,trip_id\nr,s,t1\nr,s,t2\nr,none,t3\n";
  const { transfers, leftOut } = await importFiles({
    "stops.txt":
      "stop_id,stop_name,stop_lat,stop_lon,parent_station\nA,Aa,50,8,\nB,Bb,51,8,\nB1,Bb,51,8,B\nB2,Bb,51,8,B\nC,Cc,52,8,\nX,Unused,53,8,\n",
    "trips.txt": trip,
    "stop_times.txt": stopTimes(
      "t1,8:00:00,8:00:00,A,1",
      "t1,9:00:00,9:00:00,B1,2",
      "t2,9:05:00,9:05:00,B2,1",
      "t2,10:00:00,10:00:00,C,2",
    ),
    "transfers.txt":
      "from_stop_id,to_stop_id,transfer_type,min_transfer_time,from_trip_id,to_trip_id,from_route_id\n" +
      "A,C,0,,,,\nC,A,1,,,,\nB1,B2,2,240,,,\nB2,B1,2,420,,,\nB1,B1,3,,,,\nA,B,3,,,,\n,,4,,t1,t2,\nB1,B2,5,,t1,t2,\n" +
      "A,X,2,60,,,\nC,B,2,,,,\nC,C,2,60,,,r\nC,B,9,,,,\nC,B,4,,,,\nA,B,1,,t3,,\n",
  });
  const rows = await db.sql.rows<Record<string, unknown>>(
    `SELECT concat_ws(' ', from_location, to_location, type, min_seconds, from_train, to_train) AS line FROM transfers ORDER BY 1`,
  );
  expect(rows.map(({ line }) => line)).toEqual(["A B 3", "A C 0", "B B 2 420", "B B 4 t1 t2", "C A 1"]);
  expect(transfers).toBe(5);
  expect(leftOut.map(({ reason, example }) => `${reason}: ${example}`).sort()).toEqual([
    "transfers of an unknown type: transfers.txt, line 13: C to B",
    "transfers of trips that are left out: transfers.txt, line 15: A to B",
    "transfers of type 2 without min_transfer_time: transfers.txt, line 11: C to B",
    "transfers that hold for single routes only: transfers.txt, line 12: C to C",
    "transfers to stay seated that do not name two trips: transfers.txt, line 14: C to B",
    "trips without stop times: trips.txt, line 4: trip t3",
  ]);
});

test("services with the same days are one, whatever their number", async () => {
  const report = await importFiles({
    "trips.txt": "route_id,service_id,trip_id\nr,s,t1\nr,twin,t2\n",
    "stop_times.txt": `${smallFeed()["stop_times.txt"]}t2,8:00:00,8:00:00,A,1\nt2,9:00:00,9:00:00,B,2\n`,
    "calendar_dates.txt": Array.from(
      { length: 31 },
      (_, i) => `twin,202703${String(i + 1).padStart(2, "0")},1`,
    ).reduce((text, row) => `${text}${row}\n`, "service_id,date,exception_type\n"),
  });
  expect(report).toMatchObject({
    trains: 2,
    serviceDates: 31,
    validFrom: "2027-03-01",
    validTo: "2027-03-31",
  });
  expect(await departures("t2.2027-03-31")).toHaveLength(2);
});

test("every field quoted, spaces around values, a blank line, text with tabs and backslashes", async () => {
  const quoted = Object.fromEntries(
    Object.entries(
      smallFeed({
        "stops.txt": "stop_id,stop_name,stop_lat,stop_lon\nA,Aa\t\\N\\,50,8\nB,Bb,51,8\nC,Cc,52,8\n",
      }),
    ).map(([name, text]) => [
      name,
      text
        .trimEnd()
        .split("\n")
        .map((line) =>
          line
            .split(",")
            .map((field) => `"${field} "`)
            .join(","),
        )
        .join("\r\n\r\n"),
    ]),
  );
  await db.importFrom(sourceOf(quoted));
  const run = await findRun(db.sql, "t1.2027-03-05");
  expect(run?.calls[0]?.location.name).toBe("Aa\t\\N\\");
  expect(run?.calls).toHaveLength(3);
});

test("a parent station that is not in the feed leaves the stop standing alone, and is reported", async () => {
  const { leftOut } = await importFiles({
    "stops.txt": "stop_id,stop_name,stop_lat,stop_lon,parent_station\nA,Aa,50,8,P\nB,Bb,51,8,\nC,Cc,52,8,\n",
  });
  expect(leftOut).toMatchObject([{ count: 1, example: "stops.txt, line 2: stop A names P" }]);
  expect((await findRun(db.sql, "t1.2027-03-05"))?.calls[0]?.location.id).toBe("A");
});

test("the report counts what was read and names files that are not used", async () => {
  const report = await importFiles({ "shapes.txt": "shape_id\n1\n", "LICENCE.md": "free" });
  expect(report.read).toContainEqual({ file: "stop_times.txt", rows: 3 });
  expect(report.ignored).toEqual(["shapes.txt", "LICENCE.md"]);
});

test("ids with colons and spaces serve in run ids", async () => {
  await importFiles({
    "trips.txt": "route_id,service_id,trip_id\nr,s,ICE 18:501\n",
    "stop_times.txt": stopTimes("ICE 18:501,8:00:00,8:00:00,A,1", "ICE 18:501,9:00:00,9:00:00,B,2"),
  });
  expect(await departures("ICE-18-501.2027-03-05")).toHaveLength(2);
});
