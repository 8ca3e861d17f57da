import type { BookedLeg, Booking, Ticket } from "@railbooker/events/booking-shape";
import type { EventData } from "@railbooker/events/catalogue";
import type { Reaction } from "./reaction.js";

export function bookingCreated({ userId, booking }: EventData<"BookingCreated">): Reaction {
  return {
    userId,
    notification: {
      type: "booking-confirmed",
      text: (texts) => texts.bookingConfirmed(booking.legs, booking.reference),
      data: { reference: booking.reference },
    },
    mails: [
      {
        template: "bookingConfirmation",
        to: booking.contact.email,
        data: { booking, tickets: booking.tickets.map((ticket) => mailTicket(booking, ticket)) },
        optional: "booking-confirmed",
      },
    ],
  };
}

export function bookingCancelled(data: EventData<"BookingCancelled">): Reaction {
  const { userId, booking, refund } = data;
  const whole = booking.status === "cancelled";
  const cancelled = new Set(data.tickets);
  const tickets = booking.tickets.filter((ticket) => cancelled.has(ticket.id));
  return {
    userId,
    notification: {
      type: "booking-cancelled",
      text: (texts) => texts.bookingCancelled(booking.legs, booking.reference, refund, whole),
      data: { reference: booking.reference, refund, tickets: data.tickets },
    },
    mails: [
      {
        template: "bookingCancelled",
        to: booking.contact.email,
        data: {
          booking,
          refund,
          ...(whole ? {} : { tickets: tickets.map((ticket) => withoutCode(mailTicket(booking, ticket))) }),
        },
      },
    ],
  };
}

/** The new tickets are mailed beside the old ones, which are void from now on. */
export function bookingExchanged({
  userId,
  before,
  after,
  difference,
}: EventData<"BookingExchanged">): Reaction {
  const known = new Set(before.tickets.map(({ id }) => id));
  const fresh = after.tickets.filter(({ id }) => !known.has(id));
  const legs = after.legs.filter(({ id }) => fresh.some(({ leg }) => leg.id === id));
  return {
    userId,
    notification: {
      type: "booking-confirmed",
      text: (texts) => texts.ticketsExchanged(legs, after.reference),
      data: { reference: after.reference },
    },
    mails: [
      {
        template: "bookingChanged",
        to: after.contact.email,
        data: {
          before: withoutCodes(before),
          booking: withoutCodes(after),
          tickets: fresh.map((ticket) => mailTicket(after, ticket)),
          difference,
        },
      },
    ],
  };
}

/** By mail alone, and always: it was asked for just now. */
export function ticketResendRequested(data: EventData<"TicketResendRequested">): Reaction {
  const { userId, booking } = data;
  const valid = booking.tickets.filter(({ status }) => status === "valid");
  const tickets = valid.map((ticket) => mailTicket(booking, ticket));
  return {
    userId,
    mails: [{ template: "ticketResend", to: booking.contact.email, data: { booking, tickets } }],
  };
}

/** By mail alone: whoever asked may not be the booking's owner. */
export function bookingLinkRequested(data: EventData<"BookingLinkRequested">): Reaction {
  const { userId, email, reference, token } = data;
  return { userId, mails: [{ template: "bookingLink", to: email, data: { reference, token } }] };
}

interface MailTicket {
  passenger: string;
  train: Pick<BookedLeg["train"], "name" | "number"> & {
    from: { name: string; departure: string };
    to: { name: string; arrival: string };
  };
  seat: { coach: string; number: string; change?: { at: string; coach: string; number: string } };
  qrCode: string;
}

/** @throws Error for a ticket whose leg the booking does not hold: such an event is set aside, not mailed half. */
function mailTicket(booking: Booking, ticket: Ticket): MailTicket {
  const leg = booking.legs.find(({ id }) => id === ticket.leg.id);
  if (leg === undefined)
    throw new Error(`ticket ${ticket.id} names the leg ${ticket.leg.id}, which its booking does not hold`);
  return {
    passenger: ticket.passenger.name,
    train: {
      name: leg.train.name,
      number: leg.train.number,
      from: { name: leg.from.name, departure: leg.from.departure },
      to: { name: leg.to.name, arrival: leg.to.arrival },
    },
    seat: { coach: ticket.seat.coach, number: ticket.seat.number, ...changeOf(ticket) },
    qrCode: ticket.code,
  };
}

/** The second seat of a ride on which the traveller changes seats. */
function changeOf({ changeSeat }: Ticket): Pick<MailTicket["seat"], "change"> {
  if (changeSeat === undefined) return {};
  const { coach, number } = changeSeat.seat;
  return { change: { at: changeSeat.at.name, coach, number } };
}

/** Codes come with the tickets that are valid, and need not stand in the mail's row twice. */
const withoutCodes = (booking: Booking) => ({
  ...booking,
  tickets: booking.tickets.map(({ code: _inspected, ...ticket }) => ticket),
});

function withoutCode({ qrCode: _inspected, ...rest }: MailTicket): Omit<MailTicket, "qrCode"> {
  return rest;
}
