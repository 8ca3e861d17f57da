import type { RunCall } from "../timetable/run.js";
import { stationTime } from "../timetable/station-time.js";
import type { DayTrain } from "./day-trains.js";

export function trainJson({ run, reason, seats, inUse }: DayTrain) {
  const { runId, train, status, delayMinutes, calls } = run;
  return {
    runId,
    train,
    from: end(calls.at(0), "departure"),
    to: end(calls.at(-1), "arrival"),
    status,
    delayMinutes,
    reason,
    seats,
    inUse,
  };
}

function end(call: RunCall | undefined, which: "arrival" | "departure"): { name: string; time: string } {
  if (call === undefined) return { name: "", time: "" };
  return { name: call.location.name, time: stationTime(call[which], call.location.timeZone) };
}
