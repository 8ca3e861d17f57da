import { type LiveRun, type Network, runKey, runsOn } from "./network.js";
import { type Span, splitLines } from "./split-lines.js";
import type { Window, WindowRun } from "./window.js";

/** Every run that is under way between two instants (epoch seconds). */
export function buildWindow(network: Network, live: ReadonlyMap<number, LiveRun>, span: Span): Window {
  const byPattern: WindowRun[][] = Array.from({ length: network.patternCount }, () => []);
  const latest = maxDelay(live);
  for (let timetable = 0; timetable < network.timetableCount; timetable += 1) {
    const days = daysWithin(network, timetable, span.from - latest, span.to);
    if (days.length === 0) continue;
    for (let train = 0; train < network.trainCount; train += 1) {
      if (network.serviceTimetable[network.trainService[train] ?? 0] !== timetable) continue;
      for (const day of days) {
        if (!runsOn(network, train, day)) continue;
        const state = live.size === 0 ? undefined : live.get(runKey(network, train, day));
        if (state?.cancelled) continue;
        const start =
          (network.dayStart[timetable * network.dayCount + day] ?? 0) + (state?.delaySeconds ?? 0);
        const first = network.callStart[train] ?? 0;
        const last = first + (network.callLength[train] ?? 0) - 1;
        if (start + (network.arrival[last] ?? 0) < span.from) continue;
        if (start + (network.departure[first] ?? 0) > span.to) continue;
        byPattern[network.trainPattern[train] ?? 0]?.push({ train, day, shift: start });
      }
    }
  }
  return splitLines(network, byPattern, span);
}

function maxDelay(live: ReadonlyMap<number, LiveRun>): number {
  let latest = 0;
  for (const { delaySeconds } of live.values()) latest = Math.max(latest, delaySeconds);
  return latest;
}

/** The days whose trains may call between two instants: as many back as the timetable's longest train needs. */
function daysWithin(network: Network, timetable: number, from: number, to: number): number[] {
  const days: number[] = [];
  const max = network.maxSeconds[timetable] ?? 0;
  for (let day = 0; day < network.dayCount; day += 1) {
    const start = network.dayStart[timetable * network.dayCount + day] ?? 0;
    if (start + max >= from && start <= to) days.push(day);
  }
  return days;
}
