import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import { findLeg } from "../timetable/run.js";
import { findRun } from "../timetable/run-store.js";
import { seatsInUse } from "./claim-store.js";
import type { Coach, FormationFor, SeatPlace } from "./formation.js";
import { refusedLeg, runNotFound } from "./seating-errors.js";

export interface SeatMap {
  coaches: (Omit<Coach, "seats"> & {
    seats: (Omit<SeatPlace, "coach"> & { state: "free" | "held" | "taken" })[];
  })[];
}

/** Every seat of a run with its state between two locations. @throws AppError 404 `no-such-run`, 422 `no-such-leg`. */
export function getSeatMap(
  sql: Sql,
  formationFor: FormationFor,
  clock: Clock,
): (runId: string, from: string, to: string) => Promise<SeatMap> {
  return async (runId, from, to) => {
    const run = await findRun(sql, runId);
    if (run === undefined) throw runNotFound(runId);
    const leg = findLeg(run, from, to);
    if (leg === undefined)
      throw refusedLeg(
        "no-such-leg",
        `${run.train.name} does not carry travellers from "${from}" to "${to}".`,
      );
    const inUse = await seatsInUse(
      sql,
      { runId, fromPosition: leg.from.position, toPosition: leg.to.position },
      clock(),
    );
    const [formation = []] = await formationFor(sql, [run]);
    return {
      coaches: formation.map((coach) => ({
        ...coach,
        seats: coach.seats.map(({ coach: _coach, ...seat }) => ({
          ...seat,
          state: inUse.get(seat.id) ?? "free",
        })),
      })),
    };
  };
}
