import type { Cache } from "../cache/cache.js";
import type { PricedLeg } from "../timetable/offers.js";
import type { Occupancy, OccupancyOf } from "./occupancy.js";

const groupOf = (runId: string) => `occupancy:${runId}`;

/** Occupancy of a few seconds ago where it is known; the rest is asked for in one go. Lists may use it, sales may not. */
export function cachedOccupancy(ask: OccupancyOf, cache: Cache): OccupancyOf {
  return async (legs) => {
    const keys = legs.map(({ run, fromPosition, toPosition }) => ({
      group: groupOf(run.runId),
      field: `${fromPosition}-${toPosition}`,
    }));
    const known = await cache.read<Occupancy[]>(keys);
    const missing = legs.flatMap((leg, index) => (known[index] === undefined ? [{ leg, index }] : []));
    const asked = missing.length === 0 ? [] : await ask(missing.map(({ leg }): PricedLeg => leg));
    const found = [...known];
    for (const [place, { index }] of missing.entries()) found[index] = asked[place];
    cache.write(
      missing.flatMap(({ index }) => {
        const [key, value] = [keys[index], found[index]];
        return key === undefined || value === undefined ? [] : [{ ...key, value }];
      }),
    );
    return found.map((occupancy) => occupancy ?? []);
  };
}

/** To be called when seats of a run were held, sold or released. */
export const forgetOccupancy = (cache: Cache, runId: string): void => cache.drop([groupOf(runId)]);
