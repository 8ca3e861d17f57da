import { expect, test } from "@jest/globals";
import { csv } from "./csv.js";
import { sampleFeed } from "./sample-feed.js";

const feed = sampleFeed("2026-11-22", 90);

/** Rows as records; the feed quotes nothing but fields with commas or quotes, of which these tables have none. */
function rows(name: string): Record<string, string>[] {
  const [header = "", ...body] = (feed[name] ?? "").trimEnd().split("\n");
  const columns = header.split(",");
  return body.map((line) =>
    Object.fromEntries(line.split(",").map((value, i) => [columns[i] ?? `extra ${i}`, value])),
  );
}
const column = (table: string, name: string) => rows(table).map((row) => row[name] ?? "");

test("the same arguments give the same bytes, other dates only other dates", () => {
  expect(sampleFeed("2026-11-22", 90)).toEqual(feed);
  const later = sampleFeed("2027-05-01", 90);
  expect(later["stop_times.txt"]).toBe(feed["stop_times.txt"]);
  expect(later["calendar.txt"]).not.toBe(feed["calendar.txt"]);
});

test("no field needs quotes, so rows can be read plainly here", () => {
  for (const text of Object.values(feed)) expect(text).not.toContain('"');
});

test("the calendar runs for as many days as asked, the first one included", () => {
  expect(new Set(column("calendar.txt", "start_date"))).toEqual(new Set(["20261122"]));
  expect(new Set(column("calendar.txt", "end_date"))).toEqual(new Set(["20270219"]));
  expect(column("calendar_dates.txt", "date")).toEqual(["20261225", "20261225", "20270101", "20270101"]);
});

test("every reference has its row", () => {
  const stops = new Map(rows("stops.txt").map((row) => [row["stop_id"], row]));
  const trips = new Set(column("trips.txt", "trip_id"));
  const services = new Set(column("calendar.txt", "service_id"));
  const routes = new Set(column("routes.txt", "route_id"));
  const missing = [
    ...rows("stop_times.txt").filter((r) => !trips.has(r["trip_id"] ?? "")),
    ...rows("stop_times.txt").filter((r) => stops.get(r["stop_id"])?.["location_type"] !== "0"),
    ...rows("trips.txt").filter(
      (r) => !services.has(r["service_id"] ?? "") || !routes.has(r["route_id"] ?? ""),
    ),
    ...rows("calendar_dates.txt").filter((r) => !services.has(r["service_id"] ?? "")),
    ...rows("transfers.txt").filter((r) => !stops.has(r["from_stop_id"]) || !stops.has(r["to_stop_id"])),
    ...rows("translations.txt").filter((r) => !stops.has(r["record_id"])),
    ...rows("stops.txt").filter(
      (r) => r["parent_station"] && stops.get(r["parent_station"])?.["location_type"] !== "1",
    ),
  ];
  expect(missing).toEqual([]);
  expect(trips.size).toBe(rows("trips.txt").length);
  expect(new Set(column("stop_times.txt", "trip_id")).size).toBe(trips.size);
});

test("times are whole minutes, padded, and run past 24:00", () => {
  const times = column("stop_times.txt", "arrival_time");
  expect(times.filter((time) => !/^\d\d:[0-5]\d:00$/.test(time))).toEqual([]);
  expect(times.some((time) => time >= "33:00:00")).toBe(true);
});

test("a train's number is the end of its short name", () => {
  const names = column("trips.txt", "trip_short_name");
  expect(names).toContain("ICE 501");
  expect(names).toContain("NJ 421");
  expect(names.filter((name) => !/^[A-Za-z]+ \d+$/.test(name))).toEqual([]);
});

test("a field with a comma, a quote or a line end is quoted", () => {
  expect(
    csv("a,b", [
      ['say "hi"', "x, y"],
      ["line\nend", 3],
    ]),
  ).toBe('a,b\n"say ""hi""","x, y"\n"line\nend",3\n');
});
