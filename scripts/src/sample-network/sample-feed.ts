import type { CivilDate } from "./calendar.js";
import { lines } from "./lines.js";
import { stations, walks } from "./stations.js";
import { buildTrips } from "./timetable.js";
import { feedFiles } from "./write-feed.js";

/** The sample network's GTFS files by name, valid on `days` service dates from `from`. */
export function sampleFeed(from: CivilDate, days: number): Record<string, string> {
  return feedFiles({ stations, walks, lines, trips: buildTrips(lines, stations), from, days });
}
