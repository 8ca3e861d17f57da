import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { findRun } from "../run-store.js";
import { stationTime } from "../station-time.js";
import { openTimetableDatabase, type TimetableDatabase } from "../testing/timetable-database.js";
import { openFeed } from "./feed-source.js";
import type { ImportReport } from "./report.js";

/** Real feeds are not part of the product; they lie beside a clone where somebody has put them. */
const folder = process.env["GTFS_FEEDS"] ?? join(import.meta.dirname, "../../../../../../shared/data");
const present = (name: string) => (existsSync(join(folder, name)) ? test : test.skip);

let db: TimetableDatabase;
beforeAll(async () => {
  db = await openTimetableDatabase();
});
afterAll(() => db.close());

async function importZip(name: string): Promise<ImportReport> {
  const source = await openFeed(join(folder, name));
  try {
    return await db.importFrom(source);
  } finally {
    source.close();
  }
}

async function callsOn(runId: string): Promise<string[] | undefined> {
  const run = await findRun(db.sql, runId);
  return run?.calls.map(
    ({ location, arrival, departure }) =>
      `${location.name} ${stationTime(arrival, location.timeZone).slice(0, 16)} ${stationTime(departure, location.timeZone).slice(11, 16)}`,
  );
}

present("db-long-distance-week.zip")("a week of long-distance trains comes in whole", async () => {
  const report = await importZip("db-long-distance-week.zip");
  expect(report).toMatchObject({
    validFrom: "2019-03-04",
    validTo: "2019-03-10",
    trains: 1285,
    calls: 16_694,
    locations: 613,
    leftOut: [],
    ignored: ["ATTRIBUTION.md"],
  });
  const [night] = await db.sql.rows<{ id: string; longest: number }>(
    "SELECT train_id AS id, max(departure_seconds) AS longest FROM calls GROUP BY 1 ORDER BY 2 DESC LIMIT 1",
  );
  expect(night?.longest).toBeGreaterThan(86_400);
});

present("zssk-2025.zip")(
  "a year of a national railway comes in, but for two trips without a date",
  async () => {
    const report = await importZip("zssk-2025.zip");
    expect(report).toMatchObject({ feed: "zsr", trains: 2559, calls: 34_083, locations: 908, ignored: [] });
    expect(report.leftOut).toMatchObject([{ reason: "trips that run on no date", count: 2 }]);
    expect(report.leftOut[0]?.example).toMatch(/^trips\.txt, line \d+: trip \d+$/);
    const [train] = await db.sql.rows<{ id: string }>("SELECT id FROM trains WHERE name LIKE 'IC 114 %'");
    const [day] = await db.sql.rows<{ date: string }>(
      "SELECT date::text FROM service_dates s JOIN trains t USING (timetable_id, service) WHERE t.id = $1 LIMIT 1",
      [train?.id],
    );
    const calls = await callsOn(`${train?.id}.${day?.date}`);
    expect(calls?.[0]).toMatch(/ \d{4}-\d\d-\d\dT08:15 08:15$/);
  },
);
