import type { Texts } from "../en.js";

export const shell: Texts["shell"] = {
  skip: "Zum Inhalt springen",
  footer: "RailBooker. Alle Zeiten sind Ortszeiten der Bahnhöfe.",
  language: "Sprache",
  look: "Aussehen",
  lookAuto: "Wie das Gerät",
  lookLight: "Hell",
  lookDark: "Dunkel",
  developers: "Für Entwickler",
  noscript: "Bitte schalten Sie JavaScript ein: Plätze, Zahlung und Tickets brauchen es.",
  toSearch: "Züge suchen",
  myBookings: "Meine Buchungen",
  bookings: "Buchungen",
  signOut: "Abmelden",
  loading: "Wird geladen …",
  problem: "Da stimmt etwas nicht",
  errorPrefix: "Fehler: ",
  offline: "Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.",
  tryAgain: "Noch einmal versuchen",
  close: "Schließen",
};

export const bell: Texts["bell"] = {
  label: (unread) => (unread === 0 ? "Mitteilungen" : `Mitteilungen, ${unread} ungelesen`),
  title: "Mitteilungen",
  empty: "Noch nichts. Neues zu Ihren Reisen erscheint hier sofort.",
  all: "Alle zeigen",
  unread: "Ungelesen",
  more: (count) => (count === 1 ? "1 weitere Mitteilung" : `${count} weitere Mitteilungen`),
  failed: "Mitteilungen können im Moment nicht gezeigt werden.",
};

export const notFound: Texts["notFound"] = {
  title: "Seite nicht gefunden",
  lead: "Unter dieser Adresse ist nichts. Vielleicht ist sie falsch geschrieben, oder die Seite ist umgezogen.",
};
