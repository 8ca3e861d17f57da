import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { smallFeed, sourceOf } from "../testing/small-feed.js";
import { snapshot } from "../testing/snapshot.js";
import { openTimetableDatabase, type TimetableDatabase } from "../testing/timetable-database.js";
import { zipOf } from "../testing/zip.js";
import { openFeed } from "./feed-source.js";

let db: TimetableDatabase;
let folder: string;
beforeAll(async () => {
  db = await openTimetableDatabase();
  await importFiles();
  folder = await mkdtemp(join(tmpdir(), "refused-feeds-"));
});
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true });
});

const importFiles = (changes: Record<string, string | undefined> = {}) =>
  db.importFrom(sourceOf(smallFeed(changes)));

async function importZip(bytes: Buffer): Promise<void> {
  const path = join(folder, "feed.zip");
  await writeFile(path, bytes);
  const source = await openFeed(path);
  try {
    await db.importFrom(source);
  } finally {
    source.close();
  }
}

test.each<[string, Record<string, string | undefined>, RegExp]>([
  ["no agency", { "agency.txt": undefined }, /lacks agency\.txt/],
  ["an empty agency", { "agency.txt": "agency_name,agency_timezone\n" }, /agency\.txt has no rows/],
  [
    "an unknown zone",
    { "agency.txt": "agency_name,agency_timezone\nX,Mars/Base\n" },
    /"Mars\/Base" is no time zone/,
  ],
  ["no stops", { "stops.txt": "stop_id,stop_name\n" }, /stops\.txt has no rows/],
  ["no calendar", { "calendar.txt": undefined }, /neither calendar\.txt nor calendar_dates\.txt/],
  ["a missing column", { "trips.txt": "trip_id,route_id\nt1,r\n" }, /trips\.txt has no column service_id/],
  [
    "a dangling stop",
    { "stop_times.txt": "trip_id,stop_id,stop_sequence\nt1,X,1\n" },
    /stop_times\.txt, line 2: stop "X"/,
  ],
  ["a dangling trip", { "stop_times.txt": "trip_id,stop_id,stop_sequence\nt9,A,1\n" }, /line 2: trip "t9"/],
  ["a dangling route", { "routes.txt": "route_id,route_type\nq,2\n" }, /trips\.txt, line 2: route "r"/],
  [
    "a date that is none",
    { "calendar_dates.txt": "service_id,date,exception_type\ns,20270230,1\n" },
    /"20270230"/,
  ],
  ["an open quote", { "stops.txt": 'stop_id,stop_name\nA,"Aa\n' }, /stops\.txt cannot be read as CSV/],
  ["no stop time", { "stop_times.txt": "trip_id,stop_id,stop_sequence\n" }, /stop_times\.txt has no rows/],
  [
    "no usable trip",
    { "stop_times.txt": "trip_id,stop_id,stop_sequence\nt1,A,1\n" },
    /1 trips with a single call/,
  ],
  [
    "a station without a place",
    { "stops.txt": "stop_id,stop_name\nA,Aa\nB,Bb\nC,Cc\n" },
    /stop "A" has the name "Aa"/,
  ],
  ["an empty file", { "trips.txt": "" }, /trips\.txt is empty; it needs a header/],
  [
    "agencies in two zones",
    { "agency.txt": "agency_name,agency_timezone\nX,Europe/Berlin\nY,Europe/London\n" },
    /agency\.txt, line 3: agency_timezone is "Europe\/London" here and "Europe\/Berlin" above/,
  ],
  [
    "a stop twice",
    { "stops.txt": "stop_id,stop_name,stop_lat,stop_lon\nA,Aa,50,8\nA,Aa,50,8\n" },
    /line 3: stop "A" stands in the file twice/,
  ],
  [
    "a trip twice",
    { "trips.txt": "route_id,service_id,trip_id\nr,s,t1\nr,s,t1\n" },
    /line 3: trip "t1" stands in the file twice/,
  ],
  [
    "a sequence that is no number",
    { "stop_times.txt": "trip_id,stop_id,stop_sequence\nt1,A,x\n" },
    /line 2: stop_sequence is "x"/,
  ],
  [
    "an exception of a third kind",
    { "calendar_dates.txt": "service_id,date,exception_type\ns,20270305,3\n" },
    /line 2: exception_type is "3"/,
  ],
  [
    "frequencies of an unknown trip",
    { "frequencies.txt": "trip_id,start_time,end_time,headway_secs\nt9,8:00:00,9:00:00,600\n" },
    /frequencies\.txt, line 2: trip "t9"/,
  ],
  [
    "a train every second",
    { "frequencies.txt": "trip_id,start_time,end_time,headway_secs\nt1,8:00:00,9:00:00,1\n" },
    /headway_secs is "1"; 30 seconds or more/,
  ],
  [
    "a transfer to nowhere",
    { "transfers.txt": "from_stop_id,to_stop_id,transfer_type\nA,X,2\n" },
    /transfers\.txt, line 2: stop "X"/,
  ],
  [
    "a broken row after a quoted line end",
    {
      "stops.txt":
        'stop_id,stop_name,stop_lat,stop_lon,stop_timezone\nA,"Aa\ntown",50,8,\n\nB,Bb,51,8,Moon/Base\n',
    },
    /stops\.txt, line 5: "Moon\/Base" is no time zone/,
  ],
])("a feed with %s is refused and changes nothing", async (_what, changes, message) => {
  const before = await snapshot(db.sql);
  await expect(importFiles(changes)).rejects.toThrow(message);
  expect(await snapshot(db.sql)).toEqual(before);
});

test("a strict import refuses what would be left out, with file and line", async () => {
  const before = await snapshot(db.sql);
  const feed = smallFeed({ "trips.txt": "route_id,service_id,trip_id\nr,s,t1\nr,s,t2\n" });
  await expect(db.importFrom(sourceOf(feed), { strict: true })).rejects.toThrow(
    /1 trips without stop times \(trips\.txt, line 3: trip t2\)/,
  );
  expect(await snapshot(db.sql)).toEqual(before);
});

const feed = smallFeed();
const zeros = "0".repeat(3_000_000);
test.each<[string, Buffer, RegExp]>([
  ["no zip at all", Buffer.from("route_id,service_id\n"), /neither a folder nor a zip file/],
  ["half a zip", zipOf(feed).subarray(0, 400), /neither a folder nor a zip file/],
  [
    "a way out of its folder",
    zipOf({ ...feed, "../../etc/stops.txt": "a" }),
    /damaged zip file.*relative path/,
  ],
  ["an absolute path", zipOf({ ...feed, "/etc/stops.txt": "a" }), /damaged zip file.*absolute path/],
  [
    "a bomb",
    zipOf({ ...feed, "shapes.txt": zeros }, { deflate: true }),
    /shapes\.txt unpacks to \d+ times its size/,
  ],
  [
    "a file longer than it says",
    zipOf({ ...feed, "stops.txt": zeros }, { deflate: true, claimedSize: 100 }),
    /stops\.txt cannot be read: too many bytes/,
  ],
  [
    "more files than any feed",
    zipOf(Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`${i}.csv`, ""]))),
    /more than 1000 files/,
  ],
  ["two feeds", zipOf({ "a/stops.txt": "a", "b/stops.txt": "b" }), /holds a\/stops\.txt and b\/stops\.txt/],
])("a zip with %s is refused and changes nothing", async (_what, bytes, message) => {
  const before = await snapshot(db.sql);
  await expect(importZip(bytes)).rejects.toThrow(message);
  expect(await snapshot(db.sql)).toEqual(before);
});

test("the same feed as a sound zip is taken", async () => {
  await importZip(zipOf(feed, { deflate: true }));
  expect(await db.sql.rows("SELECT 1 FROM timetables")).toHaveLength(2);
});
