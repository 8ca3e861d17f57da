import type { BookedLeg, Booking, Passenger, PassengerType, Ticket } from "@railbooker/events/booking-shape";
import type { Sql } from "@railbooker/runtime/database";
import { newId } from "@railbooker/runtime/new-id";
import type { HeldLeg, Hold } from "../seating/hold.js";
import { rideEnds } from "../timetable/ride-ends.js";
import type { Run } from "../timetable/run.js";
import { noSuchRun } from "../timetable/run-errors.js";
import { findRuns } from "../timetable/run-store.js";

export interface Draft {
  id: string;
  booking: Omit<Booking, "reference">;
  ticketPrices: Map<string, number>;
}

/** The booking that a hold, priced for these people, becomes, all but its reference and ticket codes: legs as sold, a ticket per passenger and leg. */
export async function draftBooking(
  sql: Sql,
  hold: Hold,
  people: readonly { name: string; type: PassengerType }[],
  email: string,
  now: Date,
): Promise<Draft> {
  const runs = await findRuns(
    sql,
    hold.legs.map((leg) => leg.runId),
  );
  return draftFrom(runs, { hold, people, email }, now);
}

export interface BookingToDraft {
  hold: Hold;
  people: readonly { name: string; type: PassengerType }[];
  email: string;
}

/** The same where the hold's runs are at hand. */
export function draftFrom(
  runs: ReadonlyMap<string, Run>,
  { hold, people, email }: BookingToDraft,
  now: Date,
): Draft {
  const legs = hold.legs.map((held) => bookedLeg(runs.get(held.runId), held));
  const passengers: Passenger[] = people.map((person) => ({ id: newId(), ...person }));
  const tickets: Ticket[] = [];
  const ticketPrices = new Map<string, number>();
  for (const [legIndex, held] of hold.legs.entries()) {
    const leg = legs[legIndex] as BookedLeg;
    for (const [index, { id, name, type }] of passengers.entries()) {
      const seat = held.seats[index];
      if (seat === undefined) throw new Error(`hold ${hold.id} has fewer seats than passengers`);
      const ticket: Ticket = {
        id: newId(),
        passenger: { id, name },
        leg: { id: leg.id, runId: leg.runId },
        seat,
        ...changeOf(runs.get(held.runId), held, index),
        status: "valid",
        code: "",
      };
      tickets.push(ticket);
      ticketPrices.set(ticket.id, held.ticketPrices[type]);
    }
  }
  const booking = {
    status: "confirmed" as const,
    createdAt: now.toISOString(),
    price: hold.price,
    contact: { email },
    legs,
    passengers,
    tickets,
  };
  return { id: newId(), booking, ticketPrices };
}

function changeOf(run: Run | undefined, { split }: HeldLeg, passenger: number): Pick<Ticket, "changeSeat"> {
  const seat = split?.next[passenger];
  const at = split === undefined ? undefined : run?.calls[split.position]?.location;
  if (seat === undefined || at === undefined) return {};
  return { changeSeat: { at: { id: at.id, name: at.name }, seat } };
}

function bookedLeg(run: Run | undefined, held: HeldLeg): BookedLeg {
  const from = run?.calls[held.fromPosition];
  const to = run?.calls[held.toPosition];
  if (run === undefined || from === undefined || to === undefined) throw noSuchRun(held.runId);
  return {
    id: newId(),
    runId: held.runId,
    train: run.train,
    ...rideEnds({ from, to }),
    serviceClass: held.serviceClass,
    fare: held.fare,
  };
}
