import type { BookedLeg, Platforms, RunOnDay } from "../api/types.js";

/** A booked leg as its train runs; without `run` as it was booked. */
export interface Ride {
  leg: BookedLeg;
  delayMinutes: number;
  cancelled: boolean;
  /** Platforms, where the timetable names them. */
  boards: Platforms;
  leaves: Platforms;
}

export function rideOf(leg: BookedLeg, run: RunOnDay | undefined): Ride {
  const board = run?.calls.find(({ location }) => location.id === leg.from.id);
  const leave = run?.calls.findLast(({ location }) => location.id === leg.to.id);
  return {
    leg,
    delayMinutes: run?.delayMinutes ?? 0,
    cancelled: run?.status === "cancelled",
    boards: board ?? {},
    leaves: leave ?? {},
  };
}

/** In whole minutes, rounded up; below zero once the train has left. */
export function minutesToDeparture({ leg, delayMinutes }: Ride, now: number): number {
  return Math.ceil((Date.parse(leg.from.departure) - now) / 60_000) + delayMinutes;
}

/** The first ride whose train has not left yet; those that are cancelled count, for their travellers must be told. */
export function nextRide(rides: readonly Ride[], now: number): Ride | undefined {
  return rides.find((ride) => minutesToDeparture(ride, now) >= 0);
}
