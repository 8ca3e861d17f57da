import type { PassengerType } from "@railbooker/events/booking-shape";
import type { Clock } from "@railbooker/runtime/clock";
import { AppError } from "@railbooker/runtime/errors";
import { type Journey, showJourney } from "../journey.js";
import { journeyOffers, type Offer, type OffersFor, toPricedLeg } from "../offers.js";
import { type Ride, type Run, type RunState, runIdOf } from "../run.js";
import { neighbours, type TimeBound, windowOf } from "../time-bound.js";
import { assertCovered, covers } from "../timetable-store.js";
import type { Current, LiveNetwork } from "./live-network.js";
import { dateOf } from "./network-builder.js";
import { runOf } from "./network-run.js";
import type { LoadedNetwork } from "./network-store.js";
import type { FoundLeg, PlannedJourney } from "./plan.js";

export interface JourneySearch {
  fromId: string;
  toId: string;
  bound: TimeBound;
  party: readonly PassengerType[];
  maxChanges: number;
  /** At least this many where there are so many; more where several share the last one's time. */
  limit: number;
}

export interface JourneyPage {
  /** By departure, then arrival. */
  journeys: Journey[];
  /** Bounds of the pages before and after; absent where the timetable ends. */
  earlier?: TimeBound;
  later?: TimeBound;
}

export type SearchJourneys = (search: JourneySearch) => Promise<JourneyPage>;

/**
 * The journeys that no other one beats, with their offers. Times of the bound are live: a train that is late is found by whoever
 * comes too late for its timetable.
 * @throws AppError 422 `no-timetable` where the bound lies outside the timetable, 503 `search-overloaded`.
 */
export function searchJourneys(network: LiveNetwork, offersFor: OffersFor, clock: Clock): SearchJourneys {
  return async ({ fromId, toId, bound, party, maxChanges, limit }) => {
    const current = await network.current();
    const { loaded, pool } = current;
    assertCovered(loaded.timetables, bound.at);
    const [from, to] = [loaded.locationIndex.get(fromId), loaded.locationIndex.get(toId)];
    if (from === undefined || to === undefined) throw notServed(from === undefined ? fromId : toId);
    const { axis, order } = bound;
    const span = windowOf(bound);
    const at = (order === "after" ? span.from : span.to).getTime() / 1000;
    const found = await pool.plan({ from, to, axis, order, at, limit, maxChanges });
    const sorted = found.toSorted((a, b) => a.departure - b.departure || a.arrival - b.arrival);
    const rides = sorted.map((journey) => ridesOf(current, journey));
    const offers = await offersOf(rides, offersFor, party);
    const times = found.map((journey) => new Date(journey[axis] * 1000));
    const now = clock();
    const { earlier, later } = neighbours(bound, times, found.length >= limit);
    return {
      journeys: rides.map((legs, index) => showJourney(legs, offers[index] ?? [], now)),
      ...(covers(loaded.timetables, earlier.at) ? { earlier } : {}),
      ...(covers(loaded.timetables, later.at) ? { later } : {}),
    };
  };
}

function ridesOf(current: Current, { legs }: PlannedJourney): Ride[] {
  return legs.map((leg) => {
    const run = liveRunOf(current, leg);
    const [from, to] = [run.calls[leg.from], run.calls[leg.to]];
    if (from === undefined || to === undefined) throw new Error(`run ${run.runId} has no such calls`);
    return { run, from, to };
  });
}

/** Popular trains are told again and again: what was told of a run is kept while it runs as it did. */
const toldRuns = new WeakMap<LoadedNetwork, Map<number, { run: Run; live: RunState }>>();
const RUNS_KEPT = 3000;

function liveRunOf({ loaded, liveOf }: Current, { train, day }: FoundLeg): Run {
  const told = toldRuns.get(loaded) ?? new Map<number, { run: Run; live: RunState }>();
  toldRuns.set(loaded, told);
  const key = train * loaded.network.dayCount + day;
  const known = told.get(key);
  const serviceDate = known?.run.serviceDate ?? dateOf(loaded.network.firstDay + day);
  const runId = known?.run.runId ?? runIdOf({ trainId: loaded.trains[train]?.id ?? "", serviceDate });
  const live = liveOf(runId);
  if (known?.live === live) return known.run;
  const run = runOf(loaded, { train, day }, live);
  if (told.size >= RUNS_KEPT) told.clear();
  told.set(key, { run, live });
  return run;
}

/** All legs of the page in one question, each leg once. */
async function offersOf(
  journeys: readonly Ride[][],
  offersFor: OffersFor,
  party: readonly PassengerType[],
): Promise<Offer[][]> {
  const key = ({ run, from, to }: Ride) => `${run.runId} ${from.position} ${to.position}`;
  const legs = new Map(journeys.flat().map((ride) => [key(ride), ride]));
  const offers = await offersFor([...legs.values()].map(toPricedLeg), party);
  const byLeg = new Map([...legs.keys()].map((name, index) => [name, offers[index] ?? []]));
  return journeys.map((rides) => journeyOffers(rides.map((ride) => byLeg.get(key(ride)) ?? [])));
}

/** The location exists, or the route would not have come here; this process has not seen the import that brought it. */
const notServed = (locationId: string) =>
  new AppError({
    kind: "unavailable",
    code: "unavailable",
    message: `A new timetable with "${locationId}" is being loaded. Please try again in a moment.`,
    retryAfterSeconds: 1,
  });
