import type { Texts } from "../en.js";
import { plural } from "./plural.js";

const seats = (n: number): string => plural(n, "Platz", "Plätze");

export const checkout: Texts["checkout"] = {
  title: "Plätze und Zahlung",
  stepChoose: "Schritt 1 von 2: Plätze und Fahrgäste",
  stepPay: "Schritt 2 von 2: Zahlung",
  backToResults: "Zurück zu den Zügen",
  ticket: "Klasse und Tarif",
  ticketMissing: "Wählen Sie Klasse und Tarif",
  seats: "Plätze",
  anySeat: "Irgendein Platz",
  anySeatHint: "Wir wählen: nebeneinander, wo es geht.",
  pickSeats: "Plätze auf dem Plan wählen",
  pickSeatsHint: (n) => (n === 1 ? "Wählen Sie einen Platz." : `Wählen Sie ${n} Plätze.`),
  coach: "Wagen",
  coachFree: (n) => `${n} frei`,
  coachCaption: (number, serviceClass) => `Wagen ${number}, ${serviceClass}`,
  seatName: (coach, seat, features, state) =>
    [`Wagen ${coach}`, `Platz ${seat}`, features, state].filter((part) => part !== "").join(", "),
  seatState: { free: "frei", taken: "vergeben", held: "von jemand anderem reserviert" },
  legendFree: "Frei",
  legendChosen: "Ihre Wahl",
  legendTaken: "Vergeben oder reserviert",
  chosen: (chosen) => `Gewählt: ${chosen}`,
  seatsMissing: (n, chosen) =>
    `Wählen Sie ${seats(n)} auf dem Plan (jetzt ${chosen}), oder nehmen Sie irgendeinen Platz`,
  seatsFull: (n) => `Sie haben ${seats(n)} gewählt: Geben Sie einen zurück, um einen anderen zu wählen`,
  seatLost: (lost) => `Gerade von jemand anderem genommen: ${lost}. Bitte wählen Sie neu.`,
  features: {
    window: "Fenster",
    aisle: "Gang",
    table: "Tisch",
    quiet: "Ruhebereich",
    door: "in Türnähe",
    wheelchair: "Rollstuhlplatz",
  },
  train: "Zug",
  chosenOf: (chosen, n) => (chosen === 0 ? "irgendein Platz" : `${chosen} von ${n} gewählt`),
  changeHere: (time, place) => `${time} zum Umsteigen in ${place}`,
  changeOnFoot: (time, from, to) => `${time} für den Weg von ${from} nach ${to}`,
  changeMissed: (place) => `Der Anschluss in ${place} wird verpasst`,
  connectionBroken:
    "Ein Zug dieser Reise hat Verspätung, und der nächste wartet nicht. Gehen Sie zurück und wählen Sie eine andere Reise.",
  soldOut:
    "Für so viele Fahrgäste ausverkauft. Gehen Sie zurück und wählen Sie einen anderen Zug, oder siehe unten.",
  cancelled: (train) => `${train} fällt aus. Gehen Sie zurück und wählen Sie einen anderen Zug.`,
  departed: (train) => `${train} ist abgefahren. Gehen Sie zurück und wählen Sie einen späteren Zug.`,
  passengers: "Fahrgäste",
  passenger: (n) => `Fahrgast ${n}`,
  name: "Vor- und Nachname",
  ofPassenger: (n) => ` von Fahrgast ${n}`,
  nameMissing: (n) => `Geben Sie Vor- und Nachnamen von Fahrgast ${n} ein`,
  type: "Altersgruppe",
  types: { adult: "Erwachsene", child: "Kind (6 bis 14)", senior: "Senior (ab 65)" },
  email: "E-Mail für die Tickets",
  emailMissing: "Geben Sie eine E-Mail-Adresse ein, zum Beispiel mira@example.com",
  hold: "Plätze reservieren",
  holding: "Ihre Plätze werden reserviert …",
  signInFirst: "Anmelden und Plätze reservieren",
  signInNote: "Zum Reservieren brauchen Sie ein Konto. Was Sie eingegeben haben, bleibt erhalten.",
  summary: "Ihre Reise",
  platform: (name) => `Gleis ${name}`,
  total: "Gesamtpreis",
  heldTogether: "Für Sie reserviert",
  noJourney:
    "Dieser Link führt zu keiner Verbindung: Vielleicht fehlt ein Stück. Suchen Sie Ihren Zug noch einmal.",
  coachSeat: (coach, seat) => `Wagen ${coach}, Platz ${seat}`,
  coachSeats: (coach, seats) =>
    `Wagen ${coach}, ${seats.length === 1 ? "Platz" : "Plätze"} ${seats.join(", ")}`,
  changeSeat: (place, coachSeats) => `ab ${place}: ${coachSeats}`,
  extend: "Ich brauche mehr Zeit",
  extended: "Sie haben wieder die volle Zeit. Das geht einmal.",
  toPayment: "Weiter zur Zahlung",
  stepNames: "Wer reist?",
  giveUp: "Diese Plätze freigeben",
  linkedHoldGone:
    "Die Plätze, die für Sie reserviert waren, sind wieder im Verkauf: Die Zeit zum Zahlen ist um, oder sie sind schon bezahlt.",
  timeLeft: "Zeit zum Zahlen",
  minutesLeft: (n) => `Noch ${plural(n, "Minute", "Minuten")} zum Zahlen`,
  secondsLeft: (n) => `Noch ${n} Sekunden zum Zahlen`,
  until: (time) => `Ihre Plätze gehören bis ${time} Ihnen.`,
  pay: (price) => `${price} zahlen`,
  paying: "Wird bezahlt …",
  payment: "Zahlung",
  cardMissing: "Wählen Sie eine Karte",
  cards: {
    tok_ok: "Testkarte",
    tok_declined: "Abgelehnte Karte",
    tok_timeout: "Karte ohne Antwort",
  },
  cardHints: {
    tok_ok: "Zahlt sofort. Es fließt kein Geld.",
    tok_declined: "Zeigt, was geschieht, wenn eine Bank ablehnt.",
    tok_timeout: "Zeigt, was geschieht, wenn eine Bank nicht antwortet.",
  },
  priceChanged: (before, now) =>
    `Der Preis ist jetzt ${now}; bei Ihrer Suche war er ${before}. Ohne Ihre Zustimmung wird nichts bezahlt.`,
  acceptPrice: (now) => `${now} annehmen`,
  declined:
    "Die Karte wurde abgelehnt. Ihre Plätze sind weiter reserviert: Wählen Sie eine andere Karte und zahlen Sie noch einmal.",
  timedOut:
    "Die Bank hat nicht geantwortet, und es ist noch nichts gebucht. Drücken Sie noch einmal auf „zahlen“: Es wird nicht zweimal abgebucht. Oder wählen Sie eine andere Karte.",
  expired:
    "Die Zeit zum Zahlen ist um, und Ihre Plätze sind wieder im Verkauf. Was Sie eingegeben haben, bleibt erhalten: Reservieren Sie noch einmal.",
  holdGone:
    "Diese Plätze sind nicht mehr reserviert. Falls eine Zahlung gelang, steht die Buchung unter „Meine Buchungen“; sonst reservieren Sie noch einmal.",
};
