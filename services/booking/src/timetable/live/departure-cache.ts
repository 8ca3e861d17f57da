import type { Cache } from "../../cache/cache.js";
import type { Run } from "../run.js";

export const departureGroup = (locationId: string): string => `departures:${locationId}`;

/** To be called when a run is delayed or cancelled, or calls at another platform: the boards of all its locations show it. */
export function forgetDepartures(cache: Cache, run: Pick<Run, "calls">): void {
  cache.drop([...new Set(run.calls.map(({ location }) => departureGroup(location.id)))]);
}
