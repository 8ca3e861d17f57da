import { createBounds } from "./bounds.js";
import { createLabels, type Labels } from "./labels.js";
import { withoutLoops } from "./loops.js";
import type { LiveRun, Network } from "./network.js";
import type { PlannedJourney, PlanQuery, RangeOf } from "./plan.js";
import { rangeScan } from "./range-scan.js";
import { instantOf, relativeTime } from "./window.js";
import { createWindows, RANGE as STEP } from "./windows.js";

const MAX_LEGS = 6;
/** What a search looks at beyond its bound. */
const REACH = 24 * 3600;

export interface Planner {
  /** Journeys in order of their time on the query's axis. Throws what `checkTime` throws. */
  plan(query: PlanQuery, checkTime: () => void): PlannedJourney[];
  /** Every best journey within a range on an axis, both ends included, loops not yet taken out. */
  range(query: RangeOf, checkTime: () => void): PlannedJourney[];
  /** Puts what is live about these runs in place of what was known of them. */
  update(runs: readonly LiveRun[]): void;
}

/** Plans on one thread over a network; workers have one each. */
export function createPlanner(network: Network): Planner {
  const windows = createWindows(network);
  const bounds = createBounds(network);
  const labels = new Map<number, Labels>();
  const labelsFor = (rounds: number): Labels => {
    const known = labels.get(rounds) ?? createLabels(network.locationCount, rounds);
    labels.set(rounds, known);
    return known;
  };

  function range({ from, to, axis, maxChanges, earliest, latest }: RangeOf, checkTime: () => void) {
    const mirrored = axis === "arrival";
    const window = windows.covering(mirrored, earliest, latest);
    const ends = [relativeTime(window, earliest), relativeTime(window, latest)];
    const rounds = Math.min(maxChanges + 1, MAX_LEGS);
    const found = rangeScan(network, window, labelsFor(rounds), {
      from: mirrored ? to : from,
      to: mirrored ? from : to,
      earliest: Math.min(...ends),
      latest: Math.max(...ends),
      bounds: bounds.toward(mirrored ? from : to, mirrored),
      rounds,
      longest: windows.longest,
      checkTime,
    });
    return found.map((journey) => {
      const times = [instantOf(window, journey.departure), instantOf(window, journey.arrival)];
      return { departure: Math.min(...times), arrival: Math.max(...times), legs: journey.legs };
    });
  }

  function plan(query: PlanQuery, checkTime: () => void): PlannedJourney[] {
    const { order, at, limit, axis } = query;
    const direction = order === "after" ? 1 : -1;
    const journeys: PlannedJourney[] = [];
    for (let done = 0; done < REACH && journeys.length < limit; done += STEP) {
      // Steps share no second; the reach itself belongs to the last one.
      const near = at + direction * done;
      const far = at + direction * (done + STEP < REACH ? done + STEP - 1 : REACH);
      const span = { earliest: Math.min(near, far), latest: Math.max(near, far) };
      for (const journey of range({ ...query, ...span }, checkTime)) {
        const legs = withoutLoops(network, windows.live, journey.legs);
        if (legs !== undefined) journeys.push({ ...journey, legs });
      }
      journeys.push(...windows.cancelledRides(query, span));
    }
    return cut(journeys, query, (journey) => journey[axis]);
  }

  return { plan, range, update: windows.update };
}

/** The journeys nearest to the bound, and whatever shares the last one's second: the next page begins at another. */
function cut(
  journeys: PlannedJourney[],
  { order, limit }: PlanQuery,
  timeOf: (journey: PlannedJourney) => number,
): PlannedJourney[] {
  const nearest = order === "after" ? 1 : -1;
  const sorted = journeys.sort((a, b) => nearest * (timeOf(a) - timeOf(b)));
  const last = sorted[limit - 1];
  return last === undefined
    ? sorted
    : sorted.filter((journey) => nearest * (timeOf(journey) - timeOf(last)) <= 0);
}
