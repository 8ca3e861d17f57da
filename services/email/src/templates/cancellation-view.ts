import type { Cancellation } from "./booking-schemas.js";
import { money } from "./format.js";
import { bookingLink } from "./links.js";
import { noticeView } from "./notice.js";
import { noticedRide } from "./ticket-view.js";
import { calendarFile, ridesEnded } from "./trip-rides.js";
import type { View, ViewContext } from "./view.js";

export function cancellationView(
  { booking, tickets = [], refund, fee }: Cancellation,
  context: ViewContext,
): View {
  const { words, publicUrl, now } = context;
  const { subject, preheader, heading, intro, refundNote, noRefundNote } = words.bookingCancelled;
  const { reference } = booking;
  const partly = tickets.length > 0;
  const inWords = (value: Cancellation["refund"]) =>
    value === undefined || value.amount === 0 ? "" : money(value, words.intlLocale);
  const view = noticeView({
    subject: subject(reference),
    preheader: preheader(reference),
    heading: heading(partly),
    intro: intro(partly),
    facts: [
      [words.labels.reference, reference],
      [words.labels.refund, inWords(refund)],
      [words.labels.fee, inWords(fee)],
    ],
    note: refund === undefined ? "" : refund.amount > 0 ? refundNote : noRefundNote,
    button: { text: words.labels.viewBooking, link: bookingLink(publicUrl, reference) },
    rides: tickets.map((ticket) => noticedRide(ticket, words)),
  });
  return { ...view, attachments: calendarFile("CANCEL", ridesEnded(booking, context), now) };
}
