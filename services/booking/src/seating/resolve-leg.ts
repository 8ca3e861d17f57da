import type { Fare, ServiceClass } from "@railbooker/events/booking-shape";
import type { Sql } from "@railbooker/runtime/database";
import { findLeg, type Run, type RunCall } from "../timetable/run.js";
import { findRun } from "../timetable/run-store.js";
import type { FormationFor, SeatPlace } from "./formation.js";
import { refusedLeg, runNotFound } from "./seating-errors.js";

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
}

export interface ResolvedLeg {
  request: LegRequest;
  run: Run;
  from: RunCall;
  to: RunCall;
  /** All seats of the class, in the order of the train. */
  seats: SeatPlace[];
}

/** Looks the leg up and checks that it can be sold at all. @throws AppError 404 or 422 that says why not. */
export async function resolveLeg(
  sql: Sql,
  formationFor: FormationFor,
  request: LegRequest,
  passengers: number,
  now: Date,
): Promise<ResolvedLeg> {
  const run = await findRun(sql, request.runId);
  if (run === undefined) throw runNotFound(request.runId);
  const leg = findLeg(run, request.from, request.to);
  const name = run.train.name;
  if (leg === undefined) {
    throw refusedLeg(
      "no-such-leg",
      `${name} does not carry travellers from "${request.from}" to "${request.to}"; its calls are listed by GET /api/trains/${run.runId}.`,
    );
  }
  if (run.status === "cancelled")
    throw refusedLeg("train-cancelled", `${name} on ${run.serviceDate} is cancelled; choose another train.`);
  if (leg.from.departure.getTime() + run.delayMinutes * 60_000 <= now.getTime()) {
    throw refusedLeg("train-departed", `${name} has left ${leg.from.location.name}; choose a later train.`);
  }
  const [formation = []] = await formationFor(sql, [run]);
  const seats = formation
    .filter((coach) => coach.serviceClass === request.serviceClass)
    .flatMap((coach) => coach.seats);
  if (seats.length === 0) throw refusedLeg("no-such-class", `${name} has no ${request.serviceClass} class.`);
  checkWanted(request.seats, seats, passengers);
  return { request, run, ...leg, seats };
}

function checkWanted(
  wanted: readonly string[] | undefined,
  seats: readonly SeatPlace[],
  passengers: number,
): void {
  if (wanted === undefined) return;
  if (new Set(wanted).size !== passengers) {
    throw refusedLeg(
      "seat-count",
      `${passengers} different seats are needed, one for each passenger; ${new Set(wanted).size} arrived.`,
    );
  }
  const known = new Set(seats.map((seat) => seat.id));
  const unknown = wanted.filter((id) => !known.has(id));
  if (unknown.length > 0)
    throw refusedLeg(
      "no-such-seat",
      `The train has no such seat in this class: ${unknown.join(", ").slice(0, 200)}.`,
    );
}
