export const NEVER = 0x7fffffff;

/**
 * What a scan knows of each location by number of legs: label `legs * locations + location`. Kept from query to query, for
 * filling arrays is cheaper than making them.
 */
export interface Labels {
  rounds: number;
  locations: number;
  /** Earliest arrival by train. */
  arrival: Int32Array;
  /** Earliest time at which another train can be boarded: after the change, or the way on foot from `readyFrom`. */
  ready: Int32Array;
  readyFrom: Int32Array;
  /** How the arrival came about: the line, the run on it, and where it was boarded and left. */
  line: Int32Array;
  run: Int32Array;
  boarded: Int32Array;
  alighted: Int32Array;
}

/** @param rounds the most legs a journey may have */
export function createLabels(locations: number, rounds: number): Labels {
  const size = (rounds + 1) * locations;
  const array = () => new Int32Array(size);
  return {
    rounds,
    locations,
    arrival: array(),
    ready: array(),
    readyFrom: array(),
    line: array(),
    run: array(),
    boarded: array(),
    alighted: array(),
  };
}

export function clearLabels(labels: Labels): void {
  labels.arrival.fill(NEVER);
  labels.ready.fill(NEVER);
}
