import type { Booking, Ticket } from "@railbooker/events/booking-shape";
import { ByteReader, ByteWriter } from "./code-bytes.js";

/** What a ticket's code says, readable and checkable without asking anyone. */
export interface TicketClaims {
  /** Who sold it: an operator reads its own tickets alone. */
  issuer: string;
  /** Key id, as in the published key set. */
  kid: string;
  ticketId: string;
  /** Counts re-issues: a higher one makes the lower ones void. */
  sequence: number;
  reference: string;
  runId: string;
  /** Location ids. */
  from: string;
  to: string;
  /** `coach-number`; where the seat changes on the way, `7-42>8000105>3-11`: from there on the other. */
  seat: string;
  serviceClass: "first" | "second";
  /** May be cut. */
  passenger: string;
  /** Seconds since 1970, to the minute; the code is good between them. */
  validFrom: number;
  validUntil: number;
}

/** The codes that a ticket can have had: its sequence has one byte. */
export const mostIssues = 255;

const hour = 3600;
const longestName = 18;

export function claimsOf(
  booking: Booking,
  ticket: Ticket,
  { issuer, kid, sequence }: Pick<TicketClaims, "issuer" | "kid" | "sequence">,
): TicketClaims {
  const leg = booking.legs.find((candidate) => candidate.id === ticket.leg.id);
  if (leg === undefined) throw new Error(`ticket ${ticket.id} is for no leg of booking ${booking.reference}`);
  return {
    issuer,
    kid,
    ticketId: ticket.id,
    sequence,
    reference: booking.reference,
    runId: leg.runId,
    from: leg.from.id,
    to: leg.to.id,
    seat: seatText(ticket),
    serviceClass: leg.serviceClass,
    passenger: ticket.passenger.name,
    validFrom: Math.floor(Date.parse(leg.from.departure) / 1000) - 2 * hour,
    validUntil: Math.floor(Date.parse(leg.to.arrival) / 1000) + 12 * hour,
  };
}

function seatText({ seat, changeSeat }: Ticket): string {
  return changeSeat === undefined ? seat.id : `${seat.id}>${changeSeat.at.id}>${changeSeat.seat.id}`;
}

const firstDay = Date.UTC(2020, 0, 1) / 1000;
const day = 86_400;

export function packClaims(claims: TicketClaims): Buffer {
  const [train, date] = splitRun(claims.runId);
  return new ByteWriter()
    .text(claims.issuer)
    .raw(Buffer.from(claims.kid, "hex"))
    .raw(Buffer.from(claims.ticketId.replaceAll("-", ""), "hex"))
    .number(claims.sequence, 1)
    .text(claims.reference)
    .text(train)
    .number(date, 2)
    .text(claims.from)
    .text(claims.to)
    .text(claims.seat)
    .number(claims.serviceClass === "first" ? 1 : 2, 1)
    .text(claims.passenger, longestName)
    .number(Math.floor((claims.validFrom - dayBefore(date)) / 60), 2)
    .number(Math.ceil((claims.validUntil - claims.validFrom) / 60), 2)
    .bytes();
}

/** @throws Error for anything but the payload of a ticket code. */
export function unpackClaims(payload: Buffer): TicketClaims {
  const bytes = new ByteReader(payload);
  const issuer = bytes.text();
  const kid = bytes.raw(4).toString("hex");
  const ticketId = bytes
    .raw(16)
    .toString("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  const sequence = bytes.number(1);
  const reference = bytes.text();
  const [train, date] = [bytes.text(), bytes.number(2)];
  const [from, to, seat] = [bytes.text(), bytes.text(), bytes.text()];
  const serviceClass = classes.get(bytes.number(1));
  const passenger = bytes.text();
  const validFrom = dayBefore(date) + bytes.number(2) * 60;
  const validUntil = validFrom + bytes.number(2) * 60;
  if (serviceClass === undefined || !bytes.ended) throw new Error("not the payload of a ticket code");
  return {
    issuer,
    kid,
    ticketId,
    sequence,
    reference,
    runId: joinRun(train, date),
    from,
    to,
    seat,
    serviceClass,
    passenger,
    validFrom,
    validUntil,
  };
}

const classes = new Map<number, TicketClaims["serviceClass"]>([
  [1, "first"],
  [2, "second"],
]);

/** Validity is counted from here, so that two bytes reach from the eve of the service date to weeks after. */
const dayBefore = (date: number) => firstDay + (date - 1) * day;

/** A run's id ends in its service date, which takes two bytes as days since 1 January 2020. */
function splitRun(runId: string): [train: string, days: number] {
  const dot = runId.lastIndexOf(".");
  const time = Date.parse(`${runId.slice(dot + 1)}T00:00:00Z`) / 1000;
  return [runId.slice(0, dot), (time - firstDay) / day];
}

const joinRun = (train: string, days: number) =>
  `${train}.${new Date((firstDay + days * day) * 1000).toISOString().slice(0, 10)}`;
