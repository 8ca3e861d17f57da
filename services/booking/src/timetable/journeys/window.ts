/**
 * The runs of some hours with their true times, delays included and cancelled runs left out: what a scan looks at. Every
 * service day, zone and change of clocks is resolved here, so that a scan compares plain numbers.
 *
 * A mirrored window runs time backwards and trains from their last call to their first; a search by departure in it is a
 * search by arrival in the world.
 */
export interface Window {
  mirrored: boolean;
  /** Epoch seconds; `relative` times are seconds after `from`, or before `to` where it is mirrored. */
  from: number;
  to: number;
  /** A line is a set of runs with the same calls of which none overtakes another, in order. */
  lineCount: number;
  /** Calls of line l: `stops[stopStart[l]]` and so on, `stopCount[l]` of them. */
  stopStart: Int32Array;
  stopCount: Int32Array;
  stops: Int32Array;
  /** May a passenger board (PICKUP) or alight (DROP_OFF) there; swapped in a mirrored window. */
  stopFlags: Uint8Array;
  /** Runs of line l: numbers `runStart[l]` to `runStart[l + 1]`. */
  runStart: Int32Array;
  /** Times of line l, run by run: call p of its r-th run is at `timeStart[l] + r * stopCount[l] + p`. */
  timeStart: Int32Array;
  arrival: Int32Array;
  departure: Int32Array;
  runTrain: Int32Array;
  runDay: Int32Array;
  /** The lines that can be boarded at a location, from `boardStart[l]` to `boardStart[l + 1]`. */
  boardStart: Int32Array;
  boardLine: Int32Array;
  boardPosition: Int32Array;
}

/** A run in the making: its train, its day, and what turns times of the service day into those of the window. */
export interface WindowRun {
  train: number;
  day: number;
  shift: number;
}

export const relativeTime = ({ mirrored, from, to }: Window, instant: number): number =>
  mirrored ? to - instant : instant - from;
export const instantOf = ({ mirrored, from, to }: Window, relative: number): number =>
  mirrored ? to - relative : from + relative;
