/** A ride between two of a train's calls, named by their positions as they are in the world. */
export interface FoundLeg {
  train: number;
  day: number;
  from: number;
  to: number;
}

/** All that crosses to a worker: locations by index, times in epoch seconds. */
export interface PlanQuery {
  from: number;
  to: number;
  axis: "departure" | "arrival";
  order: "after" | "before";
  /** The first or the last second that counts. */
  at: number;
  /** At least so many where there are so many; all that share the last one's time. */
  limit: number;
  maxChanges: number;
}

/** Times are live: delays are in them. */
export interface PlannedJourney {
  departure: number;
  arrival: number;
  legs: FoundLeg[];
}

/** Every best journey whose time on the axis lies within a range, both ends included. */
export type RangeOf = Pick<PlanQuery, "from" | "to" | "axis" | "maxChanges"> & {
  earliest: number;
  latest: number;
};
