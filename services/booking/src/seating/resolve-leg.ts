import type { Fare, PassengerType, ServiceClass } from "@railbooker/events/booking-shape";
import { findLeg, type Run, type RunCall } from "../timetable/run.js";
import { noSuchLeg, noSuchRun } from "../timetable/run-errors.js";
import type { Preference } from "./choose-seats.js";
import type { SeatPlace } from "./formation.js";
import type { SeatTable } from "./seat-table.js";
import { refusedLeg } from "./seating-errors.js";

/** A leg as a client names it. */
export interface LegRequest {
  runId: string;
  /** Location ids of the calls to board and leave at. */
  from: string;
  to: string;
  serviceClass: ServiceClass;
  fare: Fare;
  /** Seats wanted by id; any if left out. */
  seats?: string[];
  /** Of any seats: what they should be like. */
  preferences?: Preference[];
  /** Whether two seats, one after the other, will do where no seat is free throughout. */
  allowSplit?: boolean;
}

/** What one user wants together: on all legs or on none. */
export interface SeatsToTake {
  userId: string;
  legs: LegRequest[];
  passengers: number;
  /** One for each passenger; all are counted as adults if left out. */
  passengerTypes?: PassengerType[];
}

export interface ResolvedLeg {
  request: LegRequest;
  run: Run;
  from: RunCall;
  to: RunCall;
  /** All seats of the class, in the order of the train. */
  seats: readonly SeatPlace[];
}

/** A run with its seats. */
export interface RunOnSale {
  run: Run;
  table: SeatTable;
}

/** Checks that a leg can be sold at all. @throws AppError 404 or 422 that says why not. */
export function resolveLeg(
  onSale: RunOnSale | undefined,
  request: LegRequest,
  passengers: number,
  now: Date,
): ResolvedLeg {
  if (onSale === undefined) throw noSuchRun(request.runId);
  const { run, table } = onSale;
  const leg = findLeg(run, request.from, request.to);
  const name = run.train.name;
  if (leg === undefined) throw noSuchLeg(run, request);
  if (run.status === "cancelled")
    throw refusedLeg("train-cancelled", `${name} on ${run.serviceDate} is cancelled; choose another train.`);
  if (leg.from.departure.getTime() + run.delayMinutes * 60_000 <= now.getTime()) {
    throw refusedLeg("train-departed", `${name} has left ${leg.from.location.name}; choose a later train.`);
  }
  const seats = table.ofClass[request.serviceClass];
  if (seats.length === 0) throw refusedLeg("no-such-class", `${name} has no ${request.serviceClass} class.`);
  if (request.seats !== undefined) checkWanted(request.seats, request.serviceClass, table, passengers);
  return { request, run, ...leg, seats };
}

function checkWanted(
  wanted: readonly string[],
  serviceClass: ServiceClass,
  table: SeatTable,
  passengers: number,
): void {
  if (new Set(wanted).size !== passengers || wanted.length !== passengers) {
    throw refusedLeg(
      "seat-count",
      `${passengers} different seats are needed, one for each passenger; ${new Set(wanted).size} arrived.`,
    );
  }
  const unknown = wanted.filter((id) => table.byId.get(id)?.serviceClass !== serviceClass);
  if (unknown.length > 0)
    throw refusedLeg(
      "no-such-seat",
      `The train has no such seat in this class: ${unknown.join(", ").slice(0, 200)}.`,
    );
}
