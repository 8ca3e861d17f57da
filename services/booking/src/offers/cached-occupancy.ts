import type { Cache, Entries, GroupToWrite } from "../cache/cache.js";
import type { PricedLeg } from "../timetable/offers.js";
import type { Occupancy, OccupancyOf } from "./occupancy.js";

const groupOf = (runId: string) => `occupancy:${runId}`;
const fieldOf = ({ fromPosition, toPosition }: PricedLeg) => `${fromPosition}-${toPosition}`;

/** Occupancy of a few seconds ago where it is known; the rest is asked for in one go. Lists may use it, sales may not. */
export function cachedOccupancy(ask: OccupancyOf, cache: Cache): OccupancyOf {
  return async (legs) => {
    const groups = [...new Set(legs.map(({ run }) => groupOf(run.runId)))];
    const entries = await cache.read<Occupancy[]>(groups);
    const known = new Map(groups.map((group, index) => [group, entries[index]]));
    const occupancies = legs.map((leg) => known.get(groupOf(leg.run.runId))?.[fieldOf(leg)]);
    const missing = new Map<string, { leg: PricedLeg; group: string; field: string }>();
    for (const [index, leg] of legs.entries()) {
      if (occupancies[index] !== undefined) continue;
      const [group, field] = [groupOf(leg.run.runId), fieldOf(leg)];
      missing.set(`${group} ${field}`, { leg, group, field });
    }
    if (missing.size === 0) return occupancies.map((occupancy) => occupancy ?? []);
    const asked = await ask([...missing.values()].map(({ leg }) => leg));
    const fresh = new Map<string, GroupToWrite & { fresh: Entries<Occupancy[]> }>();
    for (const [place, { group, field }] of [...missing.values()].entries()) {
      const write = fresh.get(group) ?? { group, known: known.get(group), fresh: {} };
      write.fresh[field] = asked[place] ?? [];
      fresh.set(group, write);
    }
    cache.write([...fresh.values()]);
    return legs.map(
      (leg, index) => occupancies[index] ?? fresh.get(groupOf(leg.run.runId))?.fresh[fieldOf(leg)] ?? [],
    );
  };
}

/** To be called when seats of a run were held, sold or released. */
export const forgetOccupancy = (cache: Cache, runId: string): void => cache.drop([groupOf(runId)]);
