import type { Booking, Ticket } from "@railbooker/events/booking-shape";
import { seatWords } from "./seat-words.js";

/** The ride of one ticket as an RFC 5545 calendar; the UID stays the same, so that a second import replaces the first. */
export function ticketCalendar(booking: Booking, ticket: Ticket): string {
  const leg = booking.legs.find((candidate) => candidate.id === ticket.leg.id);
  if (leg === undefined) throw new Error(`ticket ${ticket.id} is for no leg of booking ${booking.reference}`);
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//RailBooker//Tickets//EN",
    "METHOD:PUBLISH",
    "BEGIN:VEVENT",
    `UID:${ticket.id}@railbooker`,
    `DTSTAMP:${stamp(booking.createdAt)}`,
    `DTSTART:${stamp(leg.from.departure)}`,
    `DTEND:${stamp(leg.to.arrival)}`,
    `SUMMARY:${escapeText(`${leg.train.name} ${leg.from.name} – ${leg.to.name}`)}`,
    `LOCATION:${escapeText(leg.from.name)}`,
    `DESCRIPTION:${escapeText(`Booking ${booking.reference}, ${seatWords(ticket).replace("Coach", "coach")}`)}`,
    `STATUS:${ticket.status === "valid" ? "CONFIRMED" : "CANCELLED"}`,
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return `${lines.flatMap(fold).join("\r\n")}\r\n`;
}

const stamp = (iso: string) => new Date(iso).toISOString().replaceAll(/[-:]|\.\d+/g, "");

const escapeText = (text: string) => text.replaceAll(/[\\;,]/g, "\\$&").replaceAll(/\r?\n/g, "\\n");

/** Lines of more than 75 octets go on in the next one after a blank. */
function fold(line: string): string[] {
  const pieces: string[] = [];
  let piece = "";
  for (const character of line) {
    if (Buffer.byteLength(piece + character) > 74) {
      pieces.push(piece);
      piece = " ";
    }
    piece += character;
  }
  return [...pieces, piece];
}
