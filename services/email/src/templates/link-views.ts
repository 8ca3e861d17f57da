import { oneLine, stationClock, stationDate } from "./format.js";
import type { BookingLinkMail, WaitlistMail } from "./link-schemas.js";
import { siteOf } from "./links.js";
import { trainName } from "./ticket-view.js";
import type { View, ViewContext } from "./view.js";
import type { TokenWording } from "./wording/account.js";

/** A mail that shows a booking to whoever reads it, once. */
export function bookingLinkView({ token, reference }: BookingLinkMail, context: ViewContext): View {
  const words = context.words.bookingLink;
  return linkView(
    { ...words, heading: words.heading(reference) },
    `${siteOf(context.publicUrl)}/find-booking?token=${encodeURIComponent(token)}`,
  );
}

export function waitlistView({ train, from, to, expiresAt, path }: WaitlistMail, context: ViewContext): View {
  const { words } = context;
  const { intro, validity, ...wording } = words.waitlistConfirmed;
  const route = `${oneLine(from.name)} – ${oneLine(to.name)}`;
  const when = `${stationDate(from.departure, words.intlLocale)}, ${stationClock(from.departure)}`;
  const until = `${stationDate(expiresAt, words.intlLocale)}, ${stationClock(expiresAt)}`;
  return linkView(
    { ...wording, intro: intro(trainName(train), route, when), validity: validity(until) },
    `${siteOf(context.publicUrl)}${path}`,
  );
}

type LinkWords = Omit<TokenWording, "heading"> & { heading: string };

function linkView({ subject, preheader, ...values }: LinkWords, link: string): View {
  return { layout: "link", subject, preheader, values: { ...values, link } };
}
