import { daysBetween, oneLine, stationClock, stationClockLater, stationDate } from "./format.js";
import { bookingLink } from "./links.js";
import { type Notice, type NoticedRide, noticeView } from "./notice.js";
import { trainName } from "./ticket-view.js";
import type {
  CancelledTrain,
  ChangedPlatform,
  ChangedTrain,
  Delay,
  Reminder,
  RideData,
} from "./train-schemas.js";
import type { View, ViewContext } from "./view.js";

/** A delay, or with 0 minutes the good news that the train is on time again. */
export function delayView({ train, delayMinutes, reason, bookings }: Delay, context: ViewContext): View {
  const words = context.words.delayNotice;
  const name = trainName(train);
  return trainView(context, bookings, {
    subject: words.subject(name, delayMinutes),
    preheader: words.preheader(delayMinutes),
    intro: words.intro(delayMinutes),
    note: delayMinutes > 0 ? reasonLine(reason, context) : "",
    rides: bookings.map((ride) => lateRide(ride, delayMinutes, context)),
  });
}

/** Sent some time before departure; where the train is late, with the times that are expected. */
export function reminderView({ train, day, delayMinutes, bookings }: Reminder, context: ViewContext): View {
  const words = context.words.departureReminder;
  const name = trainName(train);
  const leaves = stationClockLater(bookings[0]?.from.departure ?? "", delayMinutes);
  return trainView(context, bookings, {
    subject: words.subject(name, day, leaves),
    preheader: words.preheader,
    intro: words.intro,
    rides: bookings.map((ride) => lateRide(ride, delayMinutes, context)),
  });
}

function lateRide(ride: RideData, delayMinutes: number, context: ViewContext) {
  const later = (time: string) => stationClockLater(time, delayMinutes);
  const now =
    delayMinutes > 0 ? context.words.delayNotice.now(later(ride.from.departure), later(ride.to.arrival)) : "";
  return { ...rideView(ride, context), now };
}

export function trainCancelledView({ train, reason, bookings }: CancelledTrain, context: ViewContext): View {
  const words = context.words.trainCancelled;
  const name = trainName(train);
  return trainView(context, bookings, {
    subject: words.subject(name),
    preheader: words.preheader,
    intro: words.intro,
    note: reasonLine(reason, context),
    rides: bookings.map((ride) => ({ ...rideView(ride, context), now: "" })),
  });
}

/** Other times than were booked. The day is said where it is another one. */
export function trainChangedView({ train, bookings }: ChangedTrain, context: ViewContext): View {
  const words = context.words.trainChanged;
  const name = trainName(train);
  const timeOf = (now: string, booked: string) =>
    daysBetween(booked, now) === 0
      ? stationClock(now)
      : `${stationClock(now)} (${stationDate(now, context.words.intlLocale)})`;
  return trainView(context, bookings, {
    subject: words.subject(name),
    preheader: words.preheader,
    intro: words.intro,
    rides: bookings.map(({ now, ...ride }) => ({
      ...rideView(ride, context),
      now: words.now(timeOf(now.departure, ride.from.departure), timeOf(now.arrival, ride.to.arrival)),
    })),
  });
}

/** Where the train is to be found, in place of what was told before. */
export function platformChangedView(
  { train, location, platform, before, bookings }: ChangedPlatform,
  context: ViewContext,
): View {
  const words = context.words.platformChanged;
  const was = before === undefined ? "" : words.insteadOf(oneLine(before));
  return trainView(context, bookings, {
    subject: words.subject(trainName(train), oneLine(location), oneLine(platform)),
    preheader: words.preheader,
    intro: words.intro,
    rides: bookings.map(({ does, ...ride }) => ({
      ...rideView(ride, context),
      now: `${words.now[does](oneLine(platform))}${was}`,
    })),
  });
}

function trainView(
  { publicUrl, words }: ViewContext,
  bookings: readonly RideData[],
  notice: Omit<Notice, "button">,
): View {
  const link = bookingLink(publicUrl, bookings[0]?.reference ?? "");
  return noticeView({ ...notice, button: { text: words.labels.viewBooking, link } });
}

function rideView({ reference, from, to }: RideData, { words }: ViewContext): Omit<NoticedRide, "now"> {
  const days = daysBetween(from.departure, to.arrival);
  return {
    date: stationDate(from.departure, words.intlLocale),
    departure: stationClock(from.departure),
    from: oneLine(from.name),
    arrival: `${stationClock(to.arrival)}${days === 0 ? "" : ` (${words.daysLater(days)})`}`,
    to: oneLine(to.name),
    summary: `${words.labels.reference} ${reference}`,
  };
}

function reasonLine(reason: string | undefined, { words }: ViewContext): string {
  const line = oneLine(reason ?? "");
  return line === "" ? "" : words.labels.reasonOf(line);
}
