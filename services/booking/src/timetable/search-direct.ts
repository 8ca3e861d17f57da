import type { Sql } from "@railbooker/runtime/database";
import { type FoundRide, findRides } from "./direct-store.js";
import { type Journey, showJourney } from "./journey.js";
import { type OffersFor, toPricedLeg } from "./offers.js";
import type { Ride } from "./run.js";
import { findRuns } from "./run-store.js";
import { neighbours, type TimeBound } from "./time-bound.js";
import { assertCovered, covers, liveTimetables } from "./timetable-store.js";

export interface DirectSearch {
  fromId: string;
  toId: string;
  bound: TimeBound;
  passengers: number;
  /** At least this many where there are so many; more where several share the last one's time. */
  limit: number;
}

export interface DirectJourneys {
  /** By departure, then arrival. */
  journeys: Journey[];
  /** Bounds of the pages before and after; absent where the timetable ends. */
  earlier?: TimeBound;
  later?: TimeBound;
}

/**
 * Journeys without a change. The locations must exist.
 * @throws AppError `no-timetable` (422) where the bound lies outside the timetable.
 */
export async function searchDirect(
  sql: Sql,
  offersFor: OffersFor,
  { fromId, toId, bound, passengers, limit }: DirectSearch,
): Promise<DirectJourneys> {
  const timetables = await liveTimetables(sql);
  assertCovered(timetables, bound.at);
  const found = await findRides(sql, timetables, fromId, toId, bound, limit);
  const rides = await loadRides(sql, found);
  const offers = await offersFor(rides.map(toPricedLeg), passengers);
  const { earlier, later } = neighbours(
    bound,
    found.map(({ at }) => at),
    found.length >= limit,
  );
  return {
    journeys: rides.map((ride, index) => showJourney([ride], offers[index] ?? [])),
    ...(covers(timetables, earlier.at) ? { earlier } : {}),
    ...(covers(timetables, later.at) ? { later } : {}),
  };
}

async function loadRides(sql: Sql, found: readonly FoundRide[]): Promise<Ride[]> {
  const runs = await findRuns(
    sql,
    found.map(({ runId }) => runId),
  );
  return found
    .flatMap(({ runId, fromPosition, toPosition }) => {
      const run = runs.get(runId);
      const [from, to] = [run?.calls[fromPosition], run?.calls[toPosition]];
      return run === undefined || from === undefined || to === undefined ? [] : [{ run, from, to }];
    })
    .sort(
      (a, b) =>
        a.from.departure.getTime() - b.from.departure.getTime() ||
        a.to.arrival.getTime() - b.to.arrival.getTime() ||
        (a.run.runId < b.run.runId ? -1 : 1),
    );
}
