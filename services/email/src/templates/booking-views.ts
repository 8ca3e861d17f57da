import type { BookingData, ConfirmationMail, ExchangeMail, TicketData } from "./booking-schemas.js";
import { money, oneLine } from "./format.js";
import { noticedRide } from "./ticket-view.js";
import { ticketsView } from "./tickets-view.js";
import { calendarFile, ridesEnded } from "./trip-rides.js";
import type { View, ViewContext } from "./view.js";

export function confirmationView({ booking, tickets }: ConfirmationMail, context: ViewContext): View {
  const { labels, bookingConfirmation, intlLocale } = context.words;
  const { subject, preheader, heading, intro, receiptHint } = bookingConfirmation;
  const { reference, price } = booking;
  return ticketsView(
    {
      booking,
      tickets,
      subject: subject(reference, routeOf(tickets)),
      preheader: preheader(tickets.length, reference),
      heading,
      intro: intro(tickets.length),
      facts: [[labels.total, price === undefined ? "" : money(price, intlLocale)]],
      note: price === undefined ? "" : receiptHint,
    },
    context,
  );
}

/** The tickets that are valid now, for whoever has lost the mail that they came with. */
export function ticketResendView({ booking, tickets }: ConfirmationMail, context: ViewContext): View {
  const { subject, heading, intro } = context.words.ticketResend;
  const { reference } = booking;
  return ticketsView(
    {
      booking,
      tickets,
      subject: subject(reference, routeOf(tickets)),
      preheader: context.words.bookingConfirmation.preheader(tickets.length, reference),
      heading,
      intro,
    },
    context,
  );
}

/** New tickets for old: the new ones as in a confirmation, the old ones named, and their rides taken out of the calendar. */
export function exchangeView(
  { before, booking, tickets, difference }: ExchangeMail,
  context: ViewContext,
): View {
  const { words, now } = context;
  const { subject, preheader, heading, intro, paid, refund, refundNote } = words.bookingChanged;
  const { reference } = booking;
  const { amount = 0, currency = "" } = difference ?? {};
  const kept = new Set((booking.tickets ?? []).map(({ id }) => id));
  const given = { ...before, tickets: (before.tickets ?? []).map((ticket) => ended(ticket, kept)) };
  const view = ticketsView(
    {
      booking,
      tickets,
      subject: subject(reference, routeOf(tickets)),
      preheader: preheader(reference),
      heading,
      intro: intro(tickets.length),
      facts:
        amount === 0
          ? []
          : [[amount > 0 ? paid : refund, money({ amount: Math.abs(amount), currency }, words.intlLocale)]],
      note: amount < 0 ? refundNote : "",
      replaced: ticketsOf(before)
        .filter(({ id }) => !kept.has(id))
        .map((ticket) => noticedRide(ticket, words)),
    },
    context,
  );
  const taken = calendarFile("CANCEL", ridesEnded(given, context), now, "trip-given-back.ics");
  return { ...view, attachments: [...(view.attachments ?? []), ...taken] };
}

type BookedTicket = NonNullable<BookingData["tickets"]>[number];

const ended = (ticket: BookedTicket, kept: ReadonlySet<string | undefined>): BookedTicket =>
  kept.has(ticket.id) ? ticket : { ...ticket, status: "cancelled" };

/** A booking's own tickets that were still valid, with the trains of its legs. */
function ticketsOf({ tickets = [], legs = [] }: BookingData) {
  return tickets.flatMap(({ id, leg: { id: legId } = { id: "" }, status, seat, passenger }) => {
    const leg = legs.find((each) => each.id === legId);
    if (leg === undefined || status === "cancelled") return [];
    const { train, from, to } = leg;
    return [{ id, seat, train: { ...train, from, to }, ...(passenger === undefined ? {} : { passenger }) }];
  });
}

function routeOf([first]: readonly TicketData[]): string {
  const { from, to } = first?.train ?? {};
  return from === undefined || to === undefined ? "" : `${oneLine(from.name)} – ${oneLine(to.name)}`;
}
