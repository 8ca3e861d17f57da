/** Bits of a call's flags. */
export const PICKUP = 1;
export const DROP_OFF = 2;

/** In `change`: nobody may change trains at this location. */
export const NO_CHANGES = -1;

/**
 * Every train of the live timetables as flat arrays over shared memory, so that each worker reads the same bytes.
 * Locations, trains, patterns and services are named by index. Times are seconds of the service day, days are numbered
 * from `firstDay`.
 */
export interface Network {
  locationCount: number;
  /** Seconds that a change takes at each location; NO_CHANGES where none is possible. */
  change: Int32Array;
  /** Ways on foot from each location, and the same ways walked back, for searches by arrival. */
  foot: FootWays;
  footBack: FootWays;

  trainCount: number;
  callCount: number;
  /** Of each train: where its calls start, how many they are, its pattern and its service. */
  callStart: Int32Array;
  callLength: Int32Array;
  trainPattern: Int32Array;
  trainService: Int32Array;
  callLocation: Int32Array;
  callFlags: Uint8Array;
  arrival: Int32Array;
  departure: Int32Array;
  /** Trains with the same calls in the same order, with the same flags, share a pattern. */
  patternCount: number;

  /** Of each service: whose timetable it is, and from which byte of `serviceDays` its days lie, a bit for each. */
  serviceTimetable: Int32Array;
  serviceDays: Uint8Array;
  bytesPerService: number;

  /** Days since 1970-01-01. */
  firstDay: number;
  dayCount: number;
  timetableCount: number;
  /** Epoch seconds from which the times of a day count: `dayStart[timetable * dayCount + day]`. */
  dayStart: Float64Array;
  /** Latest time of any call, in seconds of the service day, of each timetable. */
  maxSeconds: Int32Array;
}

/** The ways of location l lie from `footStart[l]` to `footStart[l + 1]`. */
export interface FootWays {
  footStart: Int32Array;
  footTo: Int32Array;
  footSeconds: Int32Array;
}

export const sharedInts = (length: number): Int32Array =>
  new Int32Array(new SharedArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT));
export const sharedBytes = (length: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(length));
export const sharedDoubles = (length: number): Float64Array =>
  new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));

/** What is live about one run; a run that is not listed is on time. */
export interface LiveRun {
  train: number;
  day: number;
  delaySeconds: number;
  cancelled: boolean;
}

export const runKey = ({ dayCount }: Pick<Network, "dayCount">, train: number, day: number): number =>
  train * dayCount + day;

export function runsOn(network: Network, train: number, day: number): boolean {
  if (day < 0 || day >= network.dayCount) return false;
  const service = network.trainService[train] ?? 0;
  const byte = network.serviceDays[service * network.bytesPerService + (day >> 3)] ?? 0;
  return (byte & (1 << (day & 7))) !== 0;
}

/** Epoch seconds from which this train's times count on that day. */
export function startOf(network: Network, train: number, day: number): number {
  const timetable = network.serviceTimetable[network.trainService[train] ?? 0] ?? 0;
  return network.dayStart[timetable * network.dayCount + day] ?? 0;
}
