import { createHash } from "node:crypto";
import { type Ride, type TripCalendar, tripCalendar } from "../documents/trip-calendar.js";
import type { Attachment } from "../sending/outgoing-mail.js";
import type { BookedLeg, BookingData, TicketData } from "./booking-schemas.js";
import { oneLine } from "./format.js";
import { bookingLink } from "./links.js";
import { legOf, ticketView, trainName } from "./ticket-view.js";
import type { ViewContext } from "./view.js";

/** The rides as an attachment; none without rides. */
export function calendarFile(
  method: TripCalendar["method"],
  rides: readonly Ride[],
  stamp: Date,
  filename = "trip.ics",
): Attachment[] {
  if (rides.length === 0) return [];
  return [
    {
      filename,
      contentType: `text/calendar; charset=utf-8; method=${method}`,
      content: Buffer.from(tripCalendar({ method, stamp, rides })),
    },
  ];
}

/** A ride for each train, however many sit in it together. */
export function ridesOf(booking: BookingData, tickets: readonly TicketData[], context: ViewContext): Ride[] {
  const rides = new Map<string, Omit<Ride, "description"> & { seats: string[] }>();
  for (const ticket of tickets) {
    const { train } = ticket;
    if (train.from === undefined || train.to === undefined) continue;
    const { seat } = ticketView(ticket, context.words);
    const key = `${trainName(train)} ${train.from.departure}`;
    const known = rides.get(key);
    if (known !== undefined) known.seats.push(seat);
    else {
      const uid = uidOf(booking, legOf(booking, train), key);
      const whole = { name: train.name, number: train.number ?? "", from: train.from, to: train.to };
      rides.set(key, { ...rideOf(uid, whole), seats: [seat] });
    }
  }
  return [...rides.values()].map(({ seats, ...ride }) => {
    const named = seats.filter((seat) => seat !== "").join("\n");
    const text = context.words.documents.ride(booking.reference, named);
    return { ...ride, description: `${text}\n${bookingLink(context.publicUrl, booking.reference)}` };
  });
}

/** The rides on which nobody of the booking goes any more. */
export function ridesEnded(booking: BookingData, context: ViewContext): Ride[] {
  const legs = (booking.legs ?? []).filter(({ id }) =>
    (booking.tickets ?? []).every(({ leg, status }) => leg?.id !== id || status === "cancelled"),
  );
  return legs.map(({ train, from, to, ...leg }) => {
    const key = `${trainName(train)} ${from.departure}`;
    const uid = uidOf(booking, { train, from, to, ...leg }, key);
    return {
      ...rideOf(uid, { ...train, from, to }),
      description: context.words.documents.ride(booking.reference, ""),
    };
  });
}

interface WholeRide {
  name: string;
  number: string;
  from: { name: string; departure: string };
  to: { name: string; arrival: string };
}

function rideOf(uid: string, train: WholeRide): Omit<Ride, "description"> {
  const [from, to] = [oneLine(train.from.name), oneLine(train.to.name)];
  return {
    uid,
    start: train.from.departure,
    end: train.to.arrival,
    summary: `${trainName(train)} ${from} – ${to}`,
    location: from,
  };
}

/** The id of the leg's first ticket: the calendar of that ticket on the site is of the same name. */
function uidOf(booking: BookingData, leg: BookedLeg | undefined, key: string): string {
  const first = booking.tickets?.find((ticket) => leg?.id !== undefined && ticket.leg?.id === leg.id);
  const id =
    first?.id ?? createHash("sha256").update(`${booking.reference} ${key}`).digest("hex").slice(0, 32);
  return `${id}@railbooker`;
}
