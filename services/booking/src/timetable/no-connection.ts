import { AppError } from "@railbooker/runtime/errors";
import type { Connection } from "./connections.js";
import { liveArrival, liveDeparture, type Ride } from "./run.js";
import { stationTime } from "./station-time.js";

/** 422: nobody gets from the ride at `index` to the one after it, or not in time. */
export function noConnection(
  rides: readonly Ride[],
  index: number,
  why: Exclude<Connection, "kept">,
): AppError {
  const [before, next] = [rides[index], rides[index + 1]] as [Ride, Ride];
  const message = why === "apart" ? stationsApart(before, next) : tooShort(before, next);
  return new AppError({
    kind: "refused",
    code: "no-connection",
    message: `${message} Search again.`,
    errors: [{ pointer: `/legs/${index + 1}`, detail: "It cannot be reached from the leg before." }],
  });
}

const stationsApart = (before: Ride, next: Ride) =>
  `There is no change from ${before.run.train.name} at ${before.to.location.name} to ${next.run.train.name} at ${next.from.location.name}.`;

const tooShort = (before: Ride, next: Ride) =>
  `${before.run.train.name} reaches ${before.to.location.name} at ${told(liveArrival(before), before.to)}, too late to change to ${next.run.train.name}, which leaves ${next.from.location.name} at ${told(liveDeparture(next), next.from)}.`;

/** On the clock of the station. */
const told = (time: Date, { location }: Ride["from"]): string =>
  stationTime(time, location.timeZone).slice(11, 16);
