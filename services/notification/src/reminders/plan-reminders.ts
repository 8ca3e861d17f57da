import type { BookedLeg, Booking } from "@railbooker/events/booking-shape";
import { leadMinutes, type PlannedReminder, reminderKinds } from "./reminder.js";

/** Whoever changes trains within this time is on one trip and reminded of its first train. */
const longestChangeMs = 4 * 3_600_000;

/** A booking's reminders as its valid tickets have it; none where all are cancelled. */
export function planReminders(userId: string, booking: Booking): PlannedReminder[] {
  return tripsOf(booking).flatMap((legs) => {
    const [first, last] = [legs[0], legs.at(-1)];
    if (first === undefined || last === undefined) return [];
    return reminderKinds.map((kind) => ({
      id: `${first.id}.${kind}`,
      kind,
      reference: booking.reference,
      userId,
      email: booking.contact.email,
      runId: first.runId,
      departure: first.from.departure,
      leadMinutes: leadMinutes[kind],
      ride: {
        trains: legs.map(({ train: { number, name } }) => ({ number, name })),
        from: { id: first.from.id, name: first.from.name },
        to: { name: last.to.name, arrival: last.to.arrival },
      },
    }));
  });
}

/** The legs that are still travelled, those of one trip together, in the order of travel. */
export function tripsOf({ legs, tickets }: Booking): BookedLeg[][] {
  const valid = new Set(tickets.filter(({ status }) => status === "valid").map(({ leg }) => leg.id));
  const travelled = legs
    .filter(({ id }) => valid.has(id))
    .sort((a, b) => Date.parse(a.from.departure) - Date.parse(b.from.departure));
  const trips: BookedLeg[][] = [];
  for (const leg of travelled) {
    const trip = trips.at(-1);
    const before = trip?.at(-1);
    const goesOn =
      before !== undefined &&
      Date.parse(leg.from.departure) - Date.parse(before.to.arrival) <= longestChangeMs &&
      leg.to.id !== trip?.[0]?.from.id;
    if (goesOn) trip?.push(leg);
    else trips.push([leg]);
  }
  return trips;
}
