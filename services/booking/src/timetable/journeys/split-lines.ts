import { DROP_OFF, type Network, PICKUP } from "./network.js";
import type { Window, WindowRun } from "./window.js";

/** Epoch seconds. */
export interface Span {
  from: number;
  to: number;
  mirrored: boolean;
}

/** A run's times in the window, call by call in the window's direction: arrival, departure, arrival, departure … */
type Times = Int32Array;

interface Line {
  runs: { run: WindowRun; times: Times }[];
}

/**
 * Lays the runs of each pattern out as lines. On a line the first train to leave is the first to arrive everywhere, so that the
 * earliest one is found by halving; a train that overtakes another goes on a line of its own.
 */
export function splitLines(network: Network, byPattern: readonly WindowRun[][], span: Span): Window {
  const lines: Line[] = byPattern.flatMap((runs) => chains(network, runs, span));
  const lineCount = lines.length;
  let [stopTotal, runTotal, timeTotal] = [0, 0, 0];
  const [stopStart, stopCount, runStart, timeStart] = [
    new Int32Array(lineCount),
    new Int32Array(lineCount),
    new Int32Array(lineCount + 1),
    new Int32Array(lineCount),
  ];
  lines.forEach(({ runs }, line) => {
    const calls = (runs[0]?.times.length ?? 0) / 2;
    stopStart[line] = stopTotal;
    stopCount[line] = calls;
    runStart[line] = runTotal;
    timeStart[line] = timeTotal;
    stopTotal += calls;
    runTotal += runs.length;
    timeTotal += runs.length * calls;
  });
  runStart[lineCount] = runTotal;
  const stops = new Int32Array(stopTotal);
  const stopFlags = new Uint8Array(stopTotal);
  const [arrival, departure] = [new Int32Array(timeTotal), new Int32Array(timeTotal)];
  const [runTrain, runDay] = [new Int32Array(runTotal), new Int32Array(runTotal)];
  let [time, number] = [0, 0];
  lines.forEach(({ runs }, line) => {
    layStops(network, runs[0]?.run.train ?? 0, span.mirrored, stopStart[line] ?? 0, stops, stopFlags);
    for (const { run, times } of runs) {
      runTrain[number] = run.train;
      runDay[number] = run.day;
      number += 1;
      for (let i = 0; i < times.length; i += 2, time += 1) {
        arrival[time] = times[i] ?? 0;
        departure[time] = times[i + 1] ?? 0;
      }
    }
  });
  return {
    ...span,
    ...{ lineCount, stopStart, stopCount, stops, stopFlags, runStart, timeStart, arrival, departure },
    ...{ runTrain, runDay },
    ...boardings(network.locationCount, lineCount, stopStart, stopCount, stops, stopFlags),
  };
}

function chains(network: Network, runs: readonly WindowRun[], span: Span): Line[] {
  const sorted = runs
    .map((run) => ({ run, times: timesOf(network, run, span) }))
    .sort((a, b) => (a.times[1] ?? 0) - (b.times[1] ?? 0) || a.run.train - b.run.train);
  const lines: Line[] = [];
  for (const entry of sorted) {
    const line = lines.find(({ runs: chain }) => follows(chain.at(-1)?.times, entry.times));
    if (line === undefined) lines.push({ runs: [entry] });
    else line.runs.push(entry);
  }
  return lines;
}

/** Whether a run is nowhere before the one that it is to follow. */
function follows(before: Times | undefined, times: Times): boolean {
  if (before === undefined) return true;
  for (let i = 0; i < times.length; i += 1) if ((times[i] ?? 0) < (before[i] ?? 0)) return false;
  return true;
}

function timesOf(network: Network, { train, shift }: WindowRun, { from, to, mirrored }: Span): Times {
  const first = network.callStart[train] ?? 0;
  const length = network.callLength[train] ?? 0;
  const times = new Int32Array(length * 2);
  for (let p = 0; p < length; p += 1) {
    const arrival = shift + (network.arrival[first + p] ?? 0);
    const departure = shift + (network.departure[first + p] ?? 0);
    const at = (mirrored ? length - 1 - p : p) * 2;
    times[at] = mirrored ? to - departure : arrival - from;
    times[at + 1] = mirrored ? to - arrival : departure - from;
  }
  return times;
}

function layStops(
  network: Network,
  train: number,
  mirrored: boolean,
  start: number,
  stops: Int32Array,
  flags: Uint8Array,
): void {
  const first = network.callStart[train] ?? 0;
  const length = network.callLength[train] ?? 0;
  for (let p = 0; p < length; p += 1) {
    const at = start + (mirrored ? length - 1 - p : p);
    const given = network.callFlags[first + p] ?? 0;
    stops[at] = network.callLocation[first + p] ?? 0;
    flags[at] = mirrored ? ((given & PICKUP) << 1) | ((given & DROP_OFF) >> 1) : given;
  }
}

function boardings(
  locationCount: number,
  lineCount: number,
  stopStart: Int32Array,
  stopCount: Int32Array,
  stops: Int32Array,
  flags: Uint8Array,
): Pick<Window, "boardStart" | "boardLine" | "boardPosition"> {
  const boardStart = new Int32Array(locationCount + 1);
  for (let i = 0; i < stops.length; i += 1)
    if (((flags[i] ?? 0) & PICKUP) !== 0)
      boardStart[(stops[i] ?? 0) + 1] = (boardStart[(stops[i] ?? 0) + 1] ?? 0) + 1;
  for (let l = 0; l < locationCount; l += 1)
    boardStart[l + 1] = (boardStart[l + 1] ?? 0) + (boardStart[l] ?? 0);
  const next = boardStart.slice();
  const boardLine = new Int32Array(boardStart[locationCount] ?? 0);
  const boardPosition = new Int32Array(boardLine.length);
  for (let line = 0; line < lineCount; line += 1) {
    for (let p = 0; p < (stopCount[line] ?? 0); p += 1) {
      const i = (stopStart[line] ?? 0) + p;
      if (((flags[i] ?? 0) & PICKUP) === 0) continue;
      const stop = stops[i] ?? 0;
      const at = next[stop] ?? 0;
      next[stop] = at + 1;
      boardLine[at] = line;
      boardPosition[at] = p;
    }
  }
  return { boardStart, boardLine, boardPosition };
}
