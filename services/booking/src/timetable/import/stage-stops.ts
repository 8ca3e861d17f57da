import type { Feed, FeedStop } from "./feed.js";
import { type KnownIds, stableIds } from "./ids.js";
import type { Staging } from "./staging-store.js";

/** The product's location id of each stop, by the stop's index: its station's, since platforms are one location. */
export type LocationIds = readonly string[];

/** Writes the temporary table `import_stops`: by index, the location a stop belongs to, its platform, and where that is. */
export async function stageStops(
  { sql, copyInto }: Staging,
  { stops }: Feed,
  feedName: string,
  known: KnownIds,
): Promise<{ locationIds: LocationIds; stations: ReadonlyMap<string, FeedStop> }> {
  const stationOf = (stopId: string, stop: FeedStop) => (stop.parent === "" ? stopId : stop.parent);
  const stationIds = new Set([...stops].map(([stopId, stop]) => stationOf(stopId, stop)));
  const ids = stableIds(stationIds, feedName, known);
  await sql.rows(`
    CREATE TEMP TABLE import_stops (
      stop int NOT NULL, location text NOT NULL, platform text, latitude float8, longitude float8
    ) ON COMMIT DROP`);
  const copy = copyInto("import_stops", ["stop", "location", "platform", "latitude", "longitude"]);
  const locationIds: string[] = [];
  const stations = new Map<string, FeedStop>();
  for (const [stopId, stop] of stops) {
    const stationId = stationOf(stopId, stop);
    const station = stops.get(stationId) ?? stop;
    const id = ids.get(stationId) ?? stationId;
    locationIds.push(id);
    stations.set(id, station);
    const placed = Math.abs(station.latitude) <= 90 && Math.abs(station.longitude) <= 180;
    await copy.write([
      stop.index,
      id,
      stop.platform || null,
      placed ? station.latitude : null,
      placed ? station.longitude : null,
    ]);
  }
  await copy.end();
  await sql.rows("ANALYZE import_stops");
  return { locationIds, stations };
}
