import type { NamedRide, Texts, TrainNews, WaitNews } from "./texts.js";
import { calendarParts, clockLater, clockOf, moneyIn, sentence, travelOf } from "./wording.js";

const locale = "en-GB";
const money = moneyIn(locale);
const dayParts = calendarParts(locale);

/** "Saturday 14 March 2026 at 09:00" */
const moment = (time: string): string => {
  const { weekday, day, month, year } = dayParts(time);
  return `${weekday} ${day} ${month} ${year} at ${clockOf(time)}`;
};
const travel = (legs: Parameters<typeof travelOf>[0]): string => {
  const told = travelOf(legs);
  if (told === undefined) return "";
  const { trains, from, to, departure } = told;
  return `${trains.join(", then ")} from ${from} to ${to}, ${moment(departure)}.`;
};
const minutes = (count: number): string => (count === 1 ? "1 minute" : `${count} minutes`);
const references = (names: readonly string[]): string =>
  `${names.length === 1 ? "Reference" : "References"} ${names.join(", ")}.`;
const waited = ({ ride }: WaitNews): string =>
  ride === undefined ? "" : `${ride.train} from ${ride.from} to ${ride.to}, ${moment(ride.departure)}. `;
const ride = ({ from, to, departure }: NamedRide): string => `${from} to ${to}, ${moment(departure)}`;
const why = ({ reason }: Pick<TrainNews, "reason">): string[] => (reason === "" ? [] : [sentence(reason)]);

export const english: Texts = {
  welcome: (name) => ({
    title: "Welcome to RailBooker",
    body: `Good to have you here, ${name}. Please confirm your e-mail address with the link we have sent you.`,
  }),
  passwordChanged: () => ({
    title: "Your password has been changed",
    body: "Other devices have been signed out. It was not you? Choose another password now.",
  }),
  emailChanged: (address) => ({
    title: "Your e-mail address has been changed",
    body: `You sign in with ${address} from now on. Other devices have been signed out.`,
  }),
  bookingConfirmed: (legs, reference) => ({
    title: "Booking confirmed",
    body: `${travel(legs)} Reference ${reference}.`,
  }),
  bookingCancelled: (legs, reference, refund, whole) => ({
    title: whole ? "Booking cancelled" : "Tickets cancelled",
    body: `${travel(legs)} Reference ${reference}. Refund: ${money(refund)}.`,
  }),
  ticketsExchanged: (legs, reference) => ({
    title: "Tickets exchanged",
    body: `${travel(legs)} Reference ${reference}. Your earlier tickets are no longer valid.`,
  }),
  paymentFailed: (amount, journey) => ({
    title: "Your payment did not go through",
    body: `${journey === undefined ? "" : `${journey.from} to ${journey.to}: `}${money(amount)} were not charged, and nothing is booked.`,
  }),
  refundCompleted: (refund, reference) => ({
    title: "Your refund has been paid",
    body: `${money(refund)} went back to the way you paid. Reference ${reference}.`,
  }),
  waitlistJoined: (news) => ({
    title: "You are on the waiting list",
    body: `${waited(news)}You are number ${news.position}. We will tell you as soon as seats are held for you.`,
  }),
  waitlistConfirmed: (news) => ({
    title: "Seats are held for you",
    body: `${waited(news)}They are yours if you pay by ${clockOf(news.expiresAt)}.`,
  }),
  trainDelayed: (news) => {
    const { train, delayMinutes, rides } = news;
    const late = delayMinutes > 0;
    const now = ({ departure }: NamedRide) =>
      late ? `, now about ${clockLater(departure, delayMinutes)}` : "";
    return {
      title: late ? `${train} is about ${minutes(delayMinutes)} late` : `${train} is on time again`,
      body: [
        ...rides.map((each) => `${ride(each)}${now(each)}.`),
        ...(late ? why(news) : []),
        references(news.references),
      ].join(" "),
    };
  },
  trainCancelled: (news) => ({
    title: `${news.train} is cancelled`,
    body: [...news.rides.map((each) => `${ride(each)}.`), ...why(news), references(news.references)].join(
      " ",
    ),
  }),
  trainChanged: (news) => ({
    title: `The timetable of ${news.train} has changed`,
    body: [
      ...news.rides.map(
        (each) => `${ride(each)}: now ${moment(each.now.departure)}, arriving ${clockOf(each.now.arrival)}.`,
      ),
      references(news.references),
    ].join(" "),
  }),
  platformChanged: ({ train, location, platform, before, rides, ...news }) => ({
    title: `${train}: platform ${platform} in ${location}`,
    body: [
      `Your train calls at platform ${platform}${before === undefined ? "" : `, not ${before}`}.`,
      ...rides.map(({ does, time, from, to }) =>
        does === "boards"
          ? `${from} to ${to}: it leaves ${location}, ${moment(time)}.`
          : `${from} to ${to}: it arrives in ${location}, ${moment(time)}.`,
      ),
      references(news.references),
    ].join(" "),
  }),
  reminder: ({ trains, from, to, departure, day, delayMinutes, reference }) => ({
    title: `${trains[0]} leaves ${day === undefined ? "" : `${day} `}at ${clockLater(departure, delayMinutes)}`,
    body: [
      `${trains.join(", then ")} from ${from} to ${to}, ${moment(departure)}.`,
      ...(delayMinutes > 0 ? [`It is about ${minutes(delayMinutes)} late.`] : []),
      references([reference]),
    ].join(" "),
  }),
};
