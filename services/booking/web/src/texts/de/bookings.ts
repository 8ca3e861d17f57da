import type { Texts } from "../en.js";
import { plural } from "./plural.js";

export const bookings: Texts["bookings"] = {
  title: "Meine Buchungen",
  empty: "Noch keine Buchungen",
  emptyDetail: "Wenn Sie einen Zug buchen, warten Ihre Tickets hier.",
  more: "Mehr zeigen",
  reference: (reference) => `Buchung ${reference}`,
  signIn: "Melden Sie sich an, um Ihre Buchungen zu sehen.",
  passengers: (n) => plural(n, "Fahrgast", "Fahrgäste"),
};

export const status: Texts["status"] = {
  confirmed: "Bestätigt",
  cancelled: "Storniert",
  "partly-cancelled": "Teilweise storniert",
  valid: "Gültig",
};

export const trip: Texts["trip"] = {
  title: "Ihre Reise",
  thanks: "Danke, Ihre Buchung ist bestätigt",
  thanksDetail: (email) => `Die Tickets sind unterwegs an ${email}. Sie finden sie auch jederzeit hier.`,
  reference: "Buchungsnummer",
  tickets: "Tickets",
  leg: (train, from, to) => `${train}, ${from} – ${to}`,
  coach: "Wagen",
  seat: "Platz",
  changeSeat: (place) => `Wechseln Sie in ${place} den Platz, dann`,
  exchanged: "Ihre Tickets wurden umgebucht",
  exchangedDetail: "Das sind die neuen. Die alten gelten nicht mehr.",
  passenger: "Fahrgast",
  train: "Zug",
  qrAlt: (name, seat) => `QR-Code des Tickets von ${name}, ${seat}`,
  code: "Code als Text",
  voided: "Dieses Ticket wurde storniert und gilt nicht.",
  price: "Bezahlter Preis",
  sentTo: "Tickets geschickt an",
  booked: "Gebucht am",
  cancel: "Diese Buchung stornieren",
  cancelQuestion: "Die ganze Buchung stornieren?",
  refund: "Sie bekommen zurück",
  fee: "Einbehaltene Gebühr",
  confirmCancel: "Ja, alle Tickets stornieren",
  keep: "Buchung behalten",
  cancelled: "Die Buchung wurde storniert.",
  cancelledToast: "Buchung storniert",
  notFound: "Buchung nicht gefunden",
  notFoundDetail: "Diese Buchung ist nicht unter Ihren. Prüfen Sie die Buchungsnummer.",
  quoteExpired: "Der Betrag war nicht mehr aktuell und wurde neu erfragt.",
};

export const findBooking: Texts["findBooking"] = {
  title: "Buchung finden",
  lead: "Geben Sie Buchungsnummer und E-Mail-Adresse der Buchung ein; wir mailen Ihnen einen Link, der sie zeigt.",
  reference: "Buchungsnummer",
  referenceMissing: "Geben Sie die Buchungsnummer ein: sechs Buchstaben und Ziffern.",
  submit: "Link schicken",
  done: "Wenn es eine solche Buchung gibt, ist ein Link unterwegs. Er gilt einmal und 30 Minuten lang.",
  openLead:
    "Ihr Link gilt einmal; melden Sie sich stattdessen an, um Ihre Buchungen immer zur Hand zu haben.",
  open: "Buchung zeigen",
  codes: "Die QR-Codes Ihrer Tickets sind in der Mail, die die Buchung bestätigt hat.",
};
