import { money, oneLine } from "./format.js";
import { bookingLink, siteOf } from "./links.js";
import { noticeView } from "./notice.js";
import type { FailedPayment, Refund } from "./payment-schemas.js";
import type { View, ViewContext } from "./view.js";

/** For whoever has left the page before it could tell them. */
export function paymentFailedView(
  { amount, journey }: FailedPayment,
  { words, publicUrl }: ViewContext,
): View {
  const { button, amountLabel, journeyLabel, ...wording } = words.paymentFailed;
  const route = journey === undefined ? "" : `${oneLine(journey.from)} – ${oneLine(journey.to)}`;
  return noticeView({
    ...wording,
    facts: [
      [amountLabel, money(amount, words.intlLocale)],
      [journeyLabel, route],
    ],
    button: { text: button, link: siteOf(publicUrl) },
  });
}

/** Money on its way back, or back. */
export function refundView(
  name: "refundStarted" | "refundCompleted",
  { reference, refund, reason }: Refund,
  { words, publicUrl }: ViewContext,
): View {
  const { subject, intro, ...wording } = words[name];
  return noticeView({
    ...wording,
    subject: subject(reference),
    intro: intro(words.refundReason[reason]),
    facts: [
      [words.labels.refund, money(refund, words.intlLocale)],
      [words.labels.reference, reference],
    ],
    button: { text: words.labels.viewBooking, link: bookingLink(publicUrl, reference) },
  });
}
