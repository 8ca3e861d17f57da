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

const classes: readonly ServiceClass[] = ["second", "first"];

/** How many seats each class has on each leg and how many are in use, with one question for all claims and one for all coaches. */
export function occupancyOf(
  sql: Sql,
  formationFor: FormationFor,
  clock: Clock,
): (
  legs: readonly (Omit<Stretch, "runId"> & { run: TrainKind & { runId: string } })[],
) => Promise<ClassOccupancy[][]> {
  return async (legs) => {
    const stretches = legs.map(({ run, fromPosition, toPosition }) => ({
      runId: run.runId,
      fromPosition,
      toPosition,
    }));
    const [inUse, formations] = await Promise.all([
      countInUse(sql, stretches, clock()),
      formationFor(
        sql,
        legs.map((leg) => leg.run),
      ),
    ]);
    return legs.map((_leg, index) =>
      classes.map((serviceClass) => ({
        serviceClass,
        seats: seatsOf(formations[index] ?? [], serviceClass),
        inUse: inUse[index]?.get(serviceClass) ?? 0,
      })),
    );
  };
}

function seatsOf(formation: Formation, serviceClass: ServiceClass): number {
  return formation
    .filter((coach) => coach.serviceClass === serviceClass)
    .reduce((sum, coach) => sum + coach.seats.length, 0);
}
