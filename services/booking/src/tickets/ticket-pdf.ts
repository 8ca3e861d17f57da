import type { Booking, Ticket } from "@railbooker/events/booking-shape";
import { ink, margin, openPage, soft } from "./pdf-page.js";
import { seatWords } from "./seat-words.js";
import { ticketPng } from "./ticket-png.js";

/** Points; a phone reads a printed code of 6 cm from a comfortable distance. */
const codeSize = 180;

/** One A4 page with all that an inspector and a traveller need. Its font writes Latin, Greek and Cyrillic names. */
export async function ticketPdf(booking: Booking, ticket: Ticket): Promise<Buffer> {
  const leg = booking.legs.find((candidate) => candidate.id === ticket.leg.id);
  if (leg === undefined) throw new Error(`ticket ${ticket.id} is for no leg of booking ${booking.reference}`);
  const png = await ticketPng(ticket);
  const title = `Ticket ${booking.reference}, ${leg.from.name} to ${leg.to.name}`;
  const { page, finish } = openPage({ title, lang: "en-GB" });
  page.moveDown(0.6).fontSize(20).fillColor(ink).text(`${leg.from.name} – ${leg.to.name}`);
  page.moveDown(0.2).font("plain").fontSize(12).fillColor(soft).text(dateOf(leg.from.departure));
  page.moveDown(1.2);

  const top = page.y;
  page.image(png, page.page.width - margin - codeSize, top, {
    width: codeSize,
  });
  const width = page.page.width - 2 * margin - codeSize - 24;
  for (const [label, value] of [
    ["Departure", `${clockOf(leg.from.departure)}  ${leg.from.name}`],
    ["Arrival", `${clockOf(leg.to.arrival)}  ${leg.to.name}`],
    ["Train", leg.train.name],
    ["Coach and seat", `${seatWords(ticket)}, ${leg.serviceClass} class`],
    ["Passenger", ticket.passenger.name],
    ["Booking reference", booking.reference],
    ["Fare", leg.fare],
  ] as const) {
    page.font("plain").fontSize(9).fillColor(soft).text(label, margin, page.y, { width });
    page.font("bold").fontSize(12).fillColor(ink).text(value, { width, height: 32, ellipsis: true });
    page.moveDown(0.6);
  }
  page.y = Math.max(page.y, top + codeSize + 16);
  page
    .font("plain")
    .fontSize(9)
    .fillColor(soft)
    .text(
      "Times are local to each station. Show this page, printed or on a screen, to the inspector.",
      margin,
    );
  return finish();
}

const clockOf = (time: string) => time.slice(11, 16);

/** The station's own date, whatever zone this process is in. */
function dateOf(time: string): string {
  const options = {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  } as const;
  return new Intl.DateTimeFormat("en-GB", options).format(new Date(`${time.slice(0, 10)}T00:00:00Z`));
}
