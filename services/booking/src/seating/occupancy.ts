import type { ServiceClass } from "@railbooker/events/booking-shape";
import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import { countInUse, type Stretch } from "./claim-store.js";
import type { Formation, FormationFor, TrainKind } from "./formation.js";

export interface ClassOccupancy {
  serviceClass: ServiceClass;
  seats: number;
  inUse: number;
}

type NamedRun = TrainKind & { runId: string };
type SeatCounts = Record<ServiceClass, number>;

const classes: readonly ServiceClass[] = ["second", "first"];

/** How many seats each class has on each leg and how many are in use: one question for all claims, and one for coaches not known yet. */
export function occupancyOf(
  sql: Sql,
  formationFor: FormationFor,
  clock: Clock,
): (legs: readonly (Omit<Stretch, "runId"> & { run: NamedRun })[]) => Promise<ClassOccupancy[][]> {
  const seatsOf = seatCounts(sql, formationFor, clock);
  return async (legs) => {
    const stretches = legs.map(({ run, fromPosition, toPosition }) => ({
      runId: run.runId,
      fromPosition,
      toPosition,
    }));
    const [inUse, seats] = await Promise.all([
      countInUse(sql, stretches, clock()),
      seatsOf(legs.map((leg) => leg.run)),
    ]);
    return legs.map(({ run }, index) =>
      classes.map((serviceClass) => ({
        serviceClass,
        seats: seats.get(run.runId)?.[serviceClass] ?? 0,
        inUse: inUse[index]?.get(serviceClass) ?? 0,
      })),
    );
  };
}

/** Coaches hardly ever change; lists may be so late to show it. */
const keptMs = 30_000;
const mostKept = 20_000;

/** The seats of each run by class, remembered for a while. */
function seatCounts(
  sql: Sql,
  formationFor: FormationFor,
  clock: Clock,
): (runs: readonly NamedRun[]) => Promise<Map<string, SeatCounts>> {
  const kept = new Map<string, { counts: SeatCounts; until: number }>();
  return async (runs) => {
    const now = clock().getTime();
    const found = new Map<string, SeatCounts>();
    const unknown = new Map<string, NamedRun>();
    for (const run of runs) {
      const known = kept.get(run.runId);
      if (known !== undefined && known.until > now) found.set(run.runId, known.counts);
      else unknown.set(run.runId, run);
    }
    if (unknown.size === 0) return found;
    if (kept.size + unknown.size > mostKept) kept.clear();
    const asked = [...unknown.values()];
    const formations = await formationFor(sql, asked);
    for (const [index, { runId }] of asked.entries()) {
      const counts = countSeats(formations[index] ?? []);
      kept.set(runId, { counts, until: now + keptMs });
      found.set(runId, counts);
    }
    return found;
  };
}

function countSeats(formation: Formation): SeatCounts {
  const counts = { first: 0, second: 0 };
  for (const { serviceClass, seats } of formation) counts[serviceClass] += seats.length;
  return counts;
}
