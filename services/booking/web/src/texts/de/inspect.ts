import type { StaffTexts } from "../en-staff.js";
import { plural } from "./plural.js";

export const inspect: StaffTexts["inspect"] = {
  title: "Tickets kontrollieren",
  visitor: "Zum Kontrollieren anmelden",
  visitorDetail: "Hier lesen Kontrolleure Tickets, mit oder ohne Verbindung.",
  visitorWaiting: (n) =>
    `${plural(n, "Kontrolle wartet", "Kontrollen warten")} auf diesem Gerät und ${n === 1 ? "wird" : "werden"} übertragen, sobald sich ihr Kontrolleur anmeldet.`,
  notInspector: "Diese Seite ist für Kontrolleure",
  notInspectorDetail: (name) =>
    `Sie sind als ${name} angemeldet und dürfen keine Tickets kontrollieren. Falls doch, bitten Sie Ihren Betreiber um die Rolle; dann öffnen Sie diese Seite noch einmal.`,
  ownTickets: "Ihre eigenen Tickets sind unter „Meine Buchungen“.",
  offlineFirst: "Öffnen Sie diese Seite einmal mit Verbindung",
  offlineFirstDetail:
    "Dieses Gerät weiß noch nicht, wer Sie sind. Wenn Sie einmal mit Verbindung hier waren, geht die Seite auch ohne.",

  connected: "Verbunden",
  alone: "Keine Verbindung: Dieses Gerät prüft allein",
  listsAt: (time) => `Schlüssel und stornierte Tickets: Stand ${time}.`,
  listsNone: "Auf diesem Gerät sind noch keine Schlüssel: Ohne Verbindung kann es keine Tickets prüfen.",
  listsOld: "Der Stand ist über einen Tag alt: Verbinden Sie sich, bevor Sie sich darauf verlassen.",
  waiting: (n) => `${plural(n, "Kontrolle wartet", "Kontrollen warten")} auf die Übertragung.`,
  handedIn: (n) => `${plural(n, "Kontrolle wurde", "Kontrollen wurden")} übertragen.`,
  signInAgain: "Melden Sie sich noch einmal an, um zu übertragen, was gelesen wurde.",

  train: "Zug",
  anyTrain: "Beliebiger Zug",
  anyTrainDetail:
    "Tickets werden nicht mit einem Zug verglichen. Wählen Sie Ihren, um Tickets für einen anderen zu finden.",
  trainTo: (name, place) => `${name} nach ${place}`,
  leaves: (time, day) => `Abfahrt ${time}, ${day}`,
  choose: "Zug wählen",
  change: "Ändern",
  leaveTrain: "Beliebiger Zug",
  station: "Bahnhof, an dem Sie zusteigen",
  stationMissing: "Wählen Sie den Bahnhof aus der Liste.",
  day: "Tag",
  time: "Ab",
  show: "Züge zeigen",
  found: (n) => `${plural(n, "Zug", "Züge")} gefunden.`,
  nothing: "In den Stunden nach dieser Zeit fährt dort kein Zug.",
  departures: "Abfahrten",
  cancelled: "Fällt aus",
  close: "Schließen",
  trainUnknown: "Der Zug, den der Link nennt, steht nicht im Fahrplan.",

  camera: "Mit der Kamera lesen",
  cameraStop: "Kamera ausschalten",
  cameraView: "Kamerabild",
  aim: "Halten Sie den QR-Code ins Bild. Er wird von selbst gelesen.",
  cameraDenied:
    "Die Kamera darf nicht benutzt werden. Erlauben Sie sie in den Einstellungen des Browsers für diese Seite, oder geben Sie den Code unten ein.",
  cameraNone:
    "Es wurde keine Kamera gefunden. Geben Sie den Code unten ein, oder benutzen Sie einen Scanner.",
  cameraBusy:
    "Eine andere App benutzt die Kamera. Schließen Sie diese und versuchen Sie es noch einmal, oder geben Sie den Code unten ein.",
  cameraLost: "Die Kamera ist ausgegangen. Schalten Sie sie wieder ein, oder geben Sie den Code unten ein.",
  cameraFault: "Die Kamera geht nicht an. Versuchen Sie es noch einmal, oder geben Sie den Code unten ein.",
  cameraNoReader:
    "Dieses Gerät kann noch keine Codes von der Kamera lesen: Öffnen Sie diese Seite einmal mit Verbindung. Bis dahin geben Sie den Code unten ein.",
  cameraInsecure:
    "Die Kamera braucht eine verschlüsselte Verbindung (https). Geben Sie den Code unten ein, oder benutzen Sie einen Scanner.",
  manual: "Code eingeben",
  code: "Code des Tickets",
  codeHint: "Beginnt mit RB1. Auch ein Handscanner, der tippt, geht hier.",
  codeMissing: "Geben Sie den Code ein, der unter dem QR-Code des Tickets steht.",
  check: "Prüfen",
  checking: "Wird geprüft …",
  sound: "Ton",

  ready: "Bereit",
  readyDetail: "Lesen Sie ein Ticket oder geben Sie seinen Code ein.",
  words: {
    valid: "Gültig",
    "already-used": "Schon benutzt",
    revoked: "Storniert",
    forged: "Gefälscht",
    "other-operator": "Nicht unser Ticket",
    "wrong-run": "Falscher Zug",
    "wrong-date": "Falscher Tag",
    "unknown-key": "Unbekannter Schlüssel",
    "no-lists": "Nicht prüfbar",
  },
  details: {
    valid: "Gilt jetzt in diesem Zug.",
    "already-used": "Es wurde schon gelesen. Vergleichen Sie den Namen mit einem Ausweis.",
    revoked: "Es wurde nach dem Verkauf storniert oder umgebucht.",
    forged: "Der Code ist nicht von uns unterschrieben oder wurde verändert.",
    "other-operator": "Ein anderer Betreiber hat es verkauft. Hier gilt es nicht.",
    "wrong-run": "Es ist für einen anderen Zug.",
    "wrong-date": "Es ist für einen anderen Tag oder eine andere Stunde.",
    "unknown-key":
      "Gefälscht, oder neuer als die Schlüssel auf diesem Gerät. Verbinden Sie sich und lesen Sie es noch einmal, um sicher zu sein.",
    "no-lists":
      "Dieses Gerät hat noch keine Schlüssel. Verbinden Sie sich einmal, dann prüft es auch ohne Verbindung.",
  },
  validAnyTrain: "Echt und jetzt gültig, in dem Zug, den es nennt.",
  validAlone: "Ohne Verbindung geprüft: Ob es anderswo benutzt wurde, zeigt sich bei der Übertragung.",
  used: (time, by) => `Zuerst gelesen um ${time} von ${by}.`,
  thisDevice: "diesem Gerät",
  seatChange: (first, place, then) => `${first}; ab ${place} ${then}`,
  passenger: "Fahrgast",
  seat: "Platz",
  class: "Klasse",
  ride: "Fahrt",
  onTrain: "Zug",
  booking: "Buchung",
  rideText: (from, to) => `${from} – ${to}`,

  disputes: "Nachträglich anders befunden",
  disputesDetail: "Diese galten nur auf diesem Gerät allein, und bei der Übertragung nicht mehr.",
  dispute: (reference, time) => `Buchung ${reference}, hier gelesen um ${time}.`,
  seen: "Gesehen",
  count: (good, other) =>
    `Auf diesem Gerät in den letzten 36 Stunden gelesen: ${good} gültig, ${other} nicht gültig.`,
};
