import { greetingName, money } from "./format.js";
import { bookingLink, siteOf } from "./links.js";
import type { Cancellation, TokenMail } from "./schemas.js";
import { ticketView } from "./ticket-view.js";
import { calendarFile, ridesEnded } from "./trip-rides.js";
import type { View, ViewContext } from "./view.js";

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
    attachments: calendarFile("CANCEL", ridesEnded(booking, context), context.now),
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
      link: `${siteOf(publicUrl)}${path}?token=${encodeURIComponent(token)}`,
    },
  };
}
