import { greetingName, money } from "./format.js";
import { trainReservations } from "./json-ld.js";
import { qrPng } from "./qr-png.js";
import type { BookingData, Cancellation, TicketData, TokenMail } from "./schemas.js";
import { type TicketView, ticketView } from "./ticket-view.js";
import type { View, ViewContext } from "./view.js";
import type { Wording } from "./wording.js";

/** Mail programs read the first few; more would only bring a large party's mail nearer to the size where Gmail cuts it. */
const describedTickets = 6;

export function confirmationView(
  booking: BookingData,
  tickets: readonly TicketData[],
  context: ViewContext,
): View {
  const { words, publicUrl, id } = context;
  const { subject, preheader, heading, intro, qrAlt, scanHint, position } = words.bookingConfirmation;
  const { reference } = booking;
  const link = bookingLink(publicUrl, reference);
  const shown = tickets.map((ticket, index) => {
    const view = ticketView(ticket, words);
    return {
      ...view,
      cid: `ticket-${index + 1}.${id}@railbooker`,
      alt: qrAlt(view.passenger, view.train),
      position: position(index + 1, tickets.length),
      facts: factsOf(view, reference, words),
    };
  });
  const first = shown[0];
  const route =
    first === undefined || first.from === "" || first.to === "" ? "" : `${first.from} – ${first.to}`;
  return {
    subject: subject(reference, route),
    preheader: preheader(tickets.length, reference),
    values: {
      heading,
      intro: intro(tickets.length),
      reference,
      total: booking.price === undefined ? "" : money(booking.price, words.intlLocale),
      link,
      scanHint,
      tickets: shown,
      jsonLd: trainReservations(reference, link, tickets.slice(0, describedTickets)),
    },
    images: tickets.map(({ qrCode }, index) => ({
      cid: `ticket-${index + 1}.${id}@railbooker`,
      filename: `ticket-${reference}-${index + 1}.png`,
      png: qrPng(qrCode),
    })),
  };
}

function factsOf(view: TicketView, reference: string, { labels }: Wording): [label: string, value: string][] {
  const facts: [string, string][] = [
    [labels.train, view.train],
    [labels.platform, view.platform],
    [labels.seat, view.seat],
    [labels.passenger, view.passenger],
    [labels.reference, reference],
  ];
  return facts.filter(([, value]) => value !== "");
}

export function cancellationView(
  { booking, tickets, refund, fee }: Cancellation,
  context: ViewContext,
): View {
  const { words, publicUrl } = context;
  const { subject, preheader, heading, intro, refundNote, noRefundNote } = words.bookingCancelled;
  const partly = tickets !== undefined && tickets.length > 0;
  const inWords = (value: Cancellation["refund"]) =>
    value === undefined || value.amount === 0 ? "" : money(value, words.intlLocale);
  const refundNoteShown = refund === undefined ? "" : refund.amount > 0 ? refundNote : noRefundNote;
  return {
    subject: subject(booking.reference),
    preheader: preheader(booking.reference),
    values: {
      heading: heading(partly),
      intro: intro(partly),
      reference: booking.reference,
      refund: inWords(refund),
      fee: inWords(fee),
      refundNote: refundNoteShown,
      link: bookingLink(publicUrl, booking.reference),
      tickets: (tickets ?? []).map((ticket) => ticketView(ticket, words)),
    },
    images: [],
  };
}

/** A mail that is a link with a token, and little else. */
export function tokenView(
  name: "verifyEmail" | "passwordReset",
  path: string,
  { token, name: addressee }: TokenMail,
  { words, publicUrl }: ViewContext,
): View {
  const { heading, ...wording } = words[name];
  return {
    subject: wording.subject,
    preheader: wording.preheader,
    values: {
      ...wording,
      heading: heading(greetingName(addressee)),
      link: `${withoutSlash(publicUrl)}${path}?token=${encodeURIComponent(token)}`,
    },
    images: [],
  };
}

export function bookingLink(publicUrl: string, reference: string): string {
  return `${withoutSlash(publicUrl)}/bookings/${encodeURIComponent(reference)}`;
}

const withoutSlash = (url: string) => url.replace(/\/+$/, "");
