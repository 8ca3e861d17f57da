import { Readable } from "node:stream";
import type { FeedSource } from "../import/feed-files.js";

export type FeedFiles = Record<string, string>;

/** A feed in memory, as if it lay in a folder. */
export function sourceOf(files: FeedFiles): FeedSource {
  return {
    names: () => Object.keys(files),
    bytes: (name) => Buffer.byteLength(files[name] ?? ""),
    open: async (name) => (name in files ? Readable.from([Buffer.from(files[name] ?? "")]) : undefined),
    close: () => undefined,
  };
}

/**
 * Three stations and one train, ICE 1, each day of March 2027: Aa 08:00, Bb 09:00, Cc 10:00. What is given replaces or adds
 * files; undefined takes one away.
 */
export function smallFeed(changes: Record<string, string | undefined> = {}): FeedFiles {
  const files: Record<string, string | undefined> = {
    "agency.txt":
      "agency_id,agency_name,agency_url,agency_timezone\n1,Small Railway,https://example.org,Europe/Berlin\n",
    "stops.txt": "stop_id,stop_name,stop_lat,stop_lon\nA,Aa,50,8\nB,Bb,51,8\nC,Cc,52,8\n",
    "routes.txt": "route_id,route_short_name,route_type\nr,ICE 1,101\n",
    "trips.txt": "route_id,service_id,trip_id,trip_short_name\nr,s,t1,ICE 1\n",
    "stop_times.txt":
      "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n" +
      "t1,08:00:00,08:00:00,A,1\nt1,09:00:00,09:02:00,B,2\nt1,10:00:00,10:00:00,C,3\n",
    "calendar.txt":
      "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n" +
      "s,1,1,1,1,1,1,1,20270301,20270331\n",
    ...changes,
  };
  return Object.fromEntries(
    Object.entries(files).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])),
  );
}
