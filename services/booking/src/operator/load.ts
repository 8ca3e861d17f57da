import type { Run } from "../timetable/run.js";
import type { Load } from "./day-trains.js";

type WholeRun = { run: Run; fromPosition: number; toPosition: number };

/** The load of whole runs, from the count of seats by class on a stretch of each. */
export function loadsOf(countSeats: (legs: readonly WholeRun[]) => Promise<Load[][]>) {
  return async (runs: readonly Run[]): Promise<Load[]> => {
    if (runs.length === 0) return [];
    const counted = await countSeats(
      runs.map((run) => ({ run, fromPosition: 0, toPosition: run.calls.length - 1 })),
    );
    return counted.map((classes) => ({
      seats: classes.reduce((sum, { seats }) => sum + seats, 0),
      inUse: classes.reduce((sum, { inUse }) => sum + inUse, 0),
    }));
  };
}
