import { fareWords } from "@railbooker/events/fare-words";
import { germanAccount } from "./account-de.js";
import { germanPayments } from "./payments-de.js";
import { germanTrains } from "./trains-de.js";
import type { Wording } from "./wording.js";

/** Formal address, as travellers are used to from railways. */
export const german: Wording = {
  ...germanAccount,
  ...germanPayments,
  ...germanTrains,
  intlLocale: "de-DE",
  footer:
    "RailBooker schickt diese Mail, weil mit Ihrer Adresse auf unserer Seite etwas veranlasst wurde. Antworten werden nicht gelesen.",
  seatOf: (coach, seat) => `Wagen ${coach}, Platz ${seat}`,
  seatChange: (first, at, next) => `${first}; ab ${at}: ${next}`,
  daysLater: (count) => `+${count} ${count === 1 ? "Tag" : "Tage"}`,
  tickets: {
    qrAlt: (passenger, train) => `QR-Ticket${passenger === "" ? "" : ` von ${passenger}`} für ${train}`,
    scanHint: "Zeigen Sie diesen Code bei der Kontrolle",
    codesHint:
      "Die Codes für die Kontrolle sind angehängt, als Bilder und als PDF. Sie sind auch in Ihrer Buchung:",
    moreHint: (tickets) =>
      tickets === 1
        ? "Ein weiteres Ticket ist im angehängten PDF und in Ihrer Buchung."
        : `${tickets} weitere Tickets sind im angehängten PDF und in Ihrer Buchung.`,
    position: (ticket, of) => (of === 1 ? "Ticket" : `Ticket ${ticket} von ${of}`),
    replacedHeading: "Nicht mehr gültig",
  },
  bookingConfirmation: {
    subject: (reference, route) => `Ihre Tickets${route === "" ? "" : `: ${route}`} (${reference})`,
    preheader: (tickets, reference) =>
      `${tickets === 1 ? "Ihr Ticket ist" : `Ihre ${tickets} Tickets sind`} in dieser Mail. Buchungsnummer ${reference}.`,
    heading: "Ihre Buchung ist bestätigt",
    intro: (tickets) =>
      tickets === 1
        ? "Hier ist Ihr Ticket. Zeigen Sie seinen Code im Zug, auf dem Telefon oder gedruckt."
        : `Hier sind Ihre ${tickets} Tickets. Zeigen Sie ihre Codes im Zug, auf dem Telefon oder gedruckt.`,
    receiptHint: "Ein Beleg ist in Ihrer Buchung, zum Aufbewahren oder Drucken.",
  },
  ticketResend: {
    subject: (reference, route) =>
      `Ihre Tickets noch einmal${route === "" ? "" : `: ${route}`} (${reference})`,
    heading: "Ihre Tickets, noch einmal",
    intro:
      "Sie haben Ihre Tickets noch einmal verlangt. Hier sind alle, die jetzt gelten; es sind dieselben wie zuvor.",
  },
  bookingChanged: {
    subject: (reference, route) => `Ihre neuen Tickets${route === "" ? "" : `: ${route}`} (${reference})`,
    preheader: (reference) =>
      `Tickets der Buchung ${reference} sind umgebucht. Die früheren gelten nicht mehr.`,
    heading: "Ihre Tickets sind umgebucht",
    intro: (tickets) =>
      tickets === 1
        ? "Hier ist Ihr neues Ticket. Das zurückgegebene gilt nicht mehr."
        : `Hier sind Ihre ${tickets} neuen Tickets. Die zurückgegebenen gelten nicht mehr.`,
    paid: "Zugezahlt",
    refund: "Erstattung",
    refundNote: "Die Erstattung geht dorthin zurück, womit Sie bezahlt haben. Banken brauchen einige Tage.",
  },
  documents: {
    fileName: "Tickets",
    title: (reference) => `Tickets ${reference}`,
    departure: "Abfahrt",
    arrival: "Ankunft",
    note: "Alle Zeiten sind Ortszeiten. Zeigen Sie diese Seite bei der Kontrolle, gedruckt oder auf dem Bildschirm.",
    fareLabel: "Klasse und Tarif",
    ...fareWords.de,
    ride: (reference, seats) => `Buchung ${reference}${seats === "" ? "" : `\n${seats}`}`,
  },
  bookingCancelled: {
    subject: (reference) => `Ihre Stornierung (${reference})`,
    preheader: (reference) => `Wir haben storniert, was Sie in Buchung ${reference} stornieren wollten.`,
    heading: (partly) => (partly ? "Ihre Tickets sind storniert" : "Ihre Buchung ist storniert"),
    intro: (partly) =>
      partly
        ? "Die folgenden Tickets gelten nicht mehr. Alles andere in Ihrer Buchung bleibt, wie es ist."
        : "Ihre Tickets gelten nicht mehr, und die Plätze sind für andere frei.",
    refundNote: "Die Erstattung geht dorthin zurück, womit Sie bezahlt haben. Banken brauchen einige Tage.",
    noRefundNote: "Der Tarif dieser Tickets sieht keine Erstattung vor.",
  },
  bookingLink: {
    subject: "Ihre Buchung bei RailBooker",
    preheader: "Der Link zeigt Ihre Buchung einmal, innerhalb von 30 Minuten.",
    heading: (reference) => `Ihre Buchung ${reference}`,
    intro: "Jemand, hoffentlich Sie, wollte diese Buchung sehen.",
    button: "Buchung zeigen",
    linkHint: "Wenn die Schaltfläche nicht geht, öffnen Sie diesen Link:",
    validity: "Der Link geht einmal, 30 Minuten lang.",
    notYou: "Das waren nicht Sie? Dann übergehen Sie diese Mail; niemand hat Ihre Buchung gesehen.",
  },
  waitlistConfirmed: {
    subject: "Plätze sind für Sie reserviert",
    preheader: "Bezahlen Sie bald, sonst gehen sie an die Nächsten auf der Warteliste.",
    heading: "Plätze sind für Sie reserviert",
    intro: (train, route, when) =>
      `In dem Zug, auf den Sie warten, sind Plätze frei geworden: ${train}, ${route}, ${when}.`,
    button: "Plätze bezahlen",
    linkHint: "Wenn die Schaltfläche nicht geht, öffnen Sie diesen Link:",
    validity: (until) => `Sie sind bis ${until} für Sie reserviert.`,
    notYou: "Sie wollen sie nicht mehr? Dann tun Sie nichts; die Nächsten freuen sich.",
  },
  labels: {
    reference: "Buchungsnummer",
    total: "Bezahlt",
    passenger: "Fahrgast",
    seat: "Sitzplatz",
    train: "Zug",
    platform: "Gleis",
    refund: "Erstattung",
    fee: "Gebühr",
    viewBooking: "Buchung ansehen",
    reasonOf: (reason) => `Grund: ${reason}`,
  },
};
