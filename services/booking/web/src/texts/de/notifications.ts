import type { Texts } from "../en.js";
import { plural } from "./plural.js";

export const live: Texts["live"] = {
  paused:
    "Im Moment kommt nichts Neues: Es gibt keine Verbindung. Was Sie sehen, ist von vorhin; wir versuchen es weiter.",
  resumed: "Wieder verbunden. Die Seite ist auf dem neuesten Stand.",
  signedOut: "Sie sind abgemeldet. Hier erscheint nichts Neues mehr.",
};

export const notifications: Texts["notifications"] = {
  title: "Mitteilungen",
  signIn: "Melden Sie sich an, um Ihre Mitteilungen zu sehen.",
  choose: "Auswählen, was Sie erfahren",
  empty: "Noch nichts",
  today: "Heute",
  yesterday: "Gestern",
  older: "Ältere zeigen",
  shown: (count) => `${plural(count, "Mitteilung", "Mitteilungen")} zu sehen`,
  end: "Das sind alle.",
};

export const preferences: Texts["preferences"] = {
  title: "Was Sie erfahren",
  lead: "Unter der Glocke steht alles. Hier wählen Sie, was auch per E-Mail kommt und was erscheint, während Sie hier sind.",
  signIn: "Melden Sie sich an, um zu wählen, was Sie erfahren.",
  what: "Neuigkeiten",
  whatDetail: "„Immer“ steht, wo Sie sonst Geld verlieren oder vergeblich warten würden.",
  always: "Immer",
  channels: { email: "E-Mail", push: "Browser" },
  kinds: {
    "booking-confirmed": {
      name: "Buchung bestätigt",
      detail: "Mit Ihren Tickets. Sie finden sie auch unter Meine Buchungen.",
    },
    reminder: { name: "Erinnerungen", detail: "Einen Tag und zwei Stunden vor der Abfahrt." },
    "train-delayed": { name: "Ihr Zug hat Verspätung", detail: "Und wenn er wieder pünktlich ist." },
    "train-changed": {
      name: "Neue Zeiten für Ihren Zug",
      detail: "Erfahren Sie immer: Die Zeiten auf Ihrem Ticket stimmen nicht mehr.",
    },
    platform: {
      name: "Ein anderes Gleis",
      detail: "Erfahren Sie immer: Sonst würden Sie warten, wo Ihr Zug nicht hält.",
    },
    "train-cancelled": {
      name: "Ihr Zug fällt aus",
      detail: "Erfahren Sie immer: Sonst würden Sie vergeblich warten.",
    },
    "booking-cancelled": {
      name: "Buchung storniert",
      detail: "Erfahren Sie immer: Es beendet, wofür Sie bezahlt haben.",
    },
    payment: {
      name: "Ihr Geld",
      detail: "Eine Erstattung ist ausgezahlt, oder eine Zahlung ist nicht gelungen: immer per Mail.",
    },
    waitlist: {
      name: "Warteliste",
      detail: "Ein Platz ist für Sie frei geworden, oder es wird keiner frei.",
    },
    welcome: {
      name: "Willkommen",
      detail: "Die E-Mail bestätigt, dass die Adresse Ihnen gehört; das schützt Ihr Konto.",
    },
  },
  security: "Ihr Konto",
  securityDetail:
    "Ein neues Passwort, eine andere Adresse, ein Link zu einer Buchung: kommt immer, denn es schützt Ihr Konto.",
  quietTitle: "Ruhezeit",
  quietDetail:
    "Was warten kann, kommt danach: Erinnerungen und Verspätungen von Zügen, die später fahren. Was nicht warten kann, kommt sofort.",
  quietOn: "Lassen Sie mich schlafen",
  quietFrom: "Von",
  quietTo: "Bis",
  zone: "Nach der Uhr",
  zoneStation: "des Bahnhofs, an dem ich abfahre",
  zoneHere: (zone) => `dieses Geräts (${zone})`,
  fromMissing: "Geben Sie ein, wann die Ruhezeit beginnt, zum Beispiel 22:00",
  toMissing: "Geben Sie ein, wann die Ruhezeit endet, zum Beispiel 07:00",
  save: "Speichern",
  saved: "Gespeichert.",
};
