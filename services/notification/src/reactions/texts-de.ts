import type { NamedRide, Texts, TrainNews, WaitNews } from "./texts.js";
import { calendarParts, clockLater, clockOf, moneyIn, sentence, travelOf } from "./wording.js";

const locale = "de-DE";
const money = moneyIn(locale);
const dayParts = calendarParts(locale);

/** "Samstag, 14. März 2026, 09:00 Uhr" */
const moment = (time: string): string => {
  const { weekday, day, month, year } = dayParts(time);
  return `${weekday}, ${day}. ${month} ${year}, ${clockOf(time)} Uhr`;
};
const travel = (legs: Parameters<typeof travelOf>[0]): string => {
  const told = travelOf(legs);
  if (told === undefined) return "";
  const { trains, from, to, departure } = told;
  return `${trains.join(", dann ")} von ${from} nach ${to}, ${moment(departure)}.`;
};
const minutes = (count: number): string => (count === 1 ? "1 Minute" : `${count} Minuten`);
const references = (names: readonly string[]): string =>
  `${names.length === 1 ? "Buchung" : "Buchungen"} ${names.join(", ")}.`;
const waited = ({ ride }: WaitNews): string =>
  ride === undefined ? "" : `${ride.train} von ${ride.from} nach ${ride.to}, ${moment(ride.departure)}. `;
const ride = ({ from, to, departure }: NamedRide): string => `${from} nach ${to}, ${moment(departure)}`;
const why = ({ reason }: Pick<TrainNews, "reason">): string[] =>
  reason === "" ? [] : [`Grund: ${sentence(reason)}`];

export const german: Texts = {
  welcome: (name) => ({
    title: "Willkommen bei RailBooker",
    body: `Schön, dass Sie da sind, ${name}. Bitte bestätigen Sie Ihre E-Mail-Adresse mit dem Link, den wir Ihnen geschickt haben.`,
  }),
  passwordChanged: () => ({
    title: "Ihr Passwort wurde geändert",
    body: "Andere Geräte sind abgemeldet. Das waren nicht Sie? Wählen Sie jetzt ein anderes Passwort.",
  }),
  emailChanged: (address) => ({
    title: "Ihre E-Mail-Adresse wurde geändert",
    body: `Sie melden sich ab jetzt mit ${address} an. Andere Geräte sind abgemeldet.`,
  }),
  bookingConfirmed: (legs, reference) => ({
    title: "Buchung bestätigt",
    body: `${travel(legs)} ${references([reference])}`,
  }),
  bookingCancelled: (legs, reference, refund, whole) => ({
    title: whole ? "Buchung storniert" : "Tickets storniert",
    body: `${travel(legs)} ${references([reference])} Erstattung: ${money(refund)}.`,
  }),
  ticketsExchanged: (legs, reference) => ({
    title: "Tickets umgetauscht",
    body: `${travel(legs)} ${references([reference])} Ihre früheren Tickets gelten nicht mehr.`,
  }),
  paymentFailed: (amount, journey) => ({
    title: "Ihre Zahlung ist nicht gelungen",
    body: `${journey === undefined ? "" : `${journey.from} – ${journey.to}: `}${money(amount)} wurden nicht abgebucht, und nichts ist gebucht.`,
  }),
  refundCompleted: (refund, reference) => ({
    title: "Ihre Erstattung ist ausgezahlt",
    body: `${money(refund)} gingen dorthin zurück, womit Sie bezahlt haben. Buchungsnummer ${reference}.`,
  }),
  waitlistJoined: (news) => ({
    title: "Sie stehen auf der Warteliste",
    body: `${waited(news)}Sie sind Nummer ${news.position}. Wir sagen Ihnen Bescheid, sobald Plätze für Sie reserviert sind.`,
  }),
  waitlistConfirmed: (news) => ({
    title: "Plätze sind für Sie reserviert",
    body: `${waited(news)}Sie gehören Ihnen, wenn Sie bis ${clockOf(news.expiresAt)} Uhr bezahlen.`,
  }),
  trainDelayed: (news) => {
    const { train, delayMinutes, rides } = news;
    const late = delayMinutes > 0;
    const now = ({ departure }: NamedRide) =>
      late ? `, jetzt etwa ${clockLater(departure, delayMinutes)} Uhr` : "";
    return {
      title: late ? `${train} hat etwa ${minutes(delayMinutes)} Verspätung` : `${train} ist wieder pünktlich`,
      body: [
        ...rides.map((each) => `${ride(each)}${now(each)}.`),
        ...(late ? why(news) : []),
        references(news.references),
      ].join(" "),
    };
  },
  trainCancelled: (news) => ({
    title: `${news.train} fällt aus`,
    body: [...news.rides.map((each) => `${ride(each)}.`), ...why(news), references(news.references)].join(
      " ",
    ),
  }),
  trainChanged: (news) => ({
    title: `Der Fahrplan von ${news.train} hat sich geändert`,
    body: [
      ...news.rides.map(
        (each) =>
          `${ride(each)}: jetzt ${moment(each.now.departure)}, Ankunft ${clockOf(each.now.arrival)} Uhr.`,
      ),
      references(news.references),
    ].join(" "),
  }),
  platformChanged: ({ train, location, platform, before, rides, ...news }) => ({
    title: `${train}: Gleis ${platform} in ${location}`,
    body: [
      `Ihr Zug hält an Gleis ${platform}${before === undefined ? "" : `, nicht an Gleis ${before}`}.`,
      ...rides.map(({ does, time, from, to }) =>
        does === "boards"
          ? `${from} nach ${to}: Abfahrt ${location}, ${moment(time)}.`
          : `${from} nach ${to}: Ankunft ${location}, ${moment(time)}.`,
      ),
      references(news.references),
    ].join(" "),
  }),
  reminder: ({ trains, from, to, departure, day, delayMinutes, reference }) => ({
    title: `${trains[0]} fährt ${day === undefined ? "" : `${{ today: "heute", tomorrow: "morgen" }[day]} `}um ${clockLater(departure, delayMinutes)} Uhr`,
    body: [
      `${trains.join(", dann ")} von ${from} nach ${to}, ${moment(departure)}.`,
      ...(delayMinutes > 0 ? [`Er hat etwa ${minutes(delayMinutes)} Verspätung.`] : []),
      references([reference]),
    ].join(" "),
  }),
};
