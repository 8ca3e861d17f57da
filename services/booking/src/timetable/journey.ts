import { Fare, Money, ServiceClass, TrainName } from "@railbooker/events/booking-shape";
import Type, { type Static } from "typebox";
import { journeyIdOf } from "./journey-id.js";
import type { Offer } from "./offers.js";
import { platformsOf } from "./platforms.js";
import { rideEnds } from "./ride-ends.js";
import { liveDeparture, type Ride, type Run, type RunCall } from "./run.js";
import { stationTime } from "./station-time.js";

const StationTime = Type.String({
  format: "date-time",
  description: "ISO 8601 with the offset of the station's zone",
});
const platforms = {
  platform: Type.Optional(Type.String({ description: "where it calls today" })),
  plannedPlatform: Type.Optional(
    Type.String({ description: "by the timetable, where today it is another one" }),
  ),
};
const RunStatus = Type.Union([Type.Literal("scheduled"), Type.Literal("cancelled")]);

const CallShape = Type.Object({
  location: Type.Object({ id: Type.String(), name: Type.String() }),
  arrival: StationTime,
  departure: StationTime,
  ...platforms,
});

export const RunShape = Type.Object({
  runId: Type.String(),
  train: TrainName,
  serviceDate: Type.String({ format: "date" }),
  status: RunStatus,
  delayMinutes: Type.Integer(),
  calls: Type.Array(CallShape),
});

const LegShape = Type.Object({
  runId: Type.String(),
  train: TrainName,
  from: Type.Object({ id: Type.String(), name: Type.String(), departure: StationTime, ...platforms }),
  to: Type.Object({ id: Type.String(), name: Type.String(), arrival: StationTime, ...platforms }),
  fromPosition: Type.Integer({ description: "of the ride's first call among all calls of the run, from 0" }),
  calls: Type.Array(CallShape, { description: "from the first call of the ride to its last, both included" }),
  delayMinutes: Type.Integer(),
  status: RunStatus,
});

export const JourneyShape = Type.Object({
  id: Type.String({ description: "the legs as runId~from~to, with ! between them" }),
  departure: StationTime,
  arrival: StationTime,
  durationMinutes: Type.Integer(),
  changes: Type.Integer(),
  legs: Type.Array(LegShape),
  offers: Type.Array(
    Type.Object({ serviceClass: ServiceClass, fare: Fare, price: Money, seatsLeft: Type.Integer() }),
  ),
  departed: Type.Optional(
    Type.Boolean({
      description: "true where the first train has left as it runs now; then nothing is offered",
    }),
  ),
});
export type Journey = Static<typeof JourneyShape>;

export const DepartureShape = Type.Object({
  runId: Type.String(),
  train: TrainName,
  to: Type.Object({ id: Type.String(), name: Type.String() }),
  departure: StationTime,
  position: Type.Integer({ description: "of this call among all calls of the run, from 0" }),
  delayMinutes: Type.Integer(),
  ...platforms,
  status: RunStatus,
});

/** A call is told the same way each time; runs that stay in memory keep what was told of their calls. */
const shownCalls = new WeakMap<RunCall, Static<typeof CallShape>>();

function showCall(call: RunCall): Static<typeof CallShape> {
  const known = shownCalls.get(call);
  if (known !== undefined) return known;
  const { id, name, timeZone } = call.location;
  const shown = {
    location: { id, name },
    arrival: stationTime(call.arrival, timeZone),
    departure: stationTime(call.departure, timeZone),
    ...platformsOf(call),
  };
  shownCalls.set(call, shown);
  return shown;
}

export function showRun({
  runId,
  train,
  serviceDate,
  status,
  delayMinutes,
  calls,
}: Run): Static<typeof RunShape> {
  return { runId, train, serviceDate, status, delayMinutes, calls: calls.map(showCall) };
}

export function showDeparture(run: Run, call: RunCall): Static<typeof DepartureShape> {
  const last = run.calls.at(-1) ?? call;
  return {
    runId: run.runId,
    train: run.train,
    to: { id: last.location.id, name: last.location.name },
    departure: stationTime(call.departure, call.location.timeZone),
    position: call.position,
    delayMinutes: run.delayMinutes,
    ...platformsOf(call),
    status: run.status,
  };
}

/** The rides as one journey; their order is the traveller's. */
export function showJourney(rides: readonly Ride[], offers: Offer[], now: Date): Journey {
  const [first, last] = [rides[0], rides.at(-1)];
  if (first === undefined || last === undefined) throw new Error("a journey without a ride");
  const departed = liveDeparture(first) <= now;
  const span = last.to.arrival.getTime() - first.from.departure.getTime();
  return {
    id: journeyIdOf(
      rides.map(({ run, from, to }) => ({ runId: run.runId, from: from.location.id, to: to.location.id })),
    ),
    departure: stationTime(first.from.departure, first.from.location.timeZone),
    arrival: stationTime(last.to.arrival, last.to.location.timeZone),
    durationMinutes: Math.round(span / 60_000),
    changes: rides.length - 1,
    legs: rides.map(showRide),
    offers: departed ? [] : offers,
    ...(departed ? { departed } : {}),
  };
}

function showRide({ run, from, to }: Ride): Static<typeof LegShape> {
  const { runId, train, delayMinutes, status } = run;
  const ends = rideEnds({ from, to });
  return {
    runId,
    train,
    from: { ...ends.from, ...platformsOf(from) },
    to: { ...ends.to, ...platformsOf(to) },
    fromPosition: from.position,
    calls: run.calls.slice(from.position, to.position + 1).map(showCall),
    delayMinutes,
    status,
  };
}
