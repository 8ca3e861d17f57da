import { germanAccount } from "./account-de.js";
import { germanPayments } from "./payments-de.js";
import type { Wording } from "./wording.js";

const minutesOf = (minutes: number) => `${minutes} ${minutes === 1 ? "Minute" : "Minuten"}`;
const latenessOf = (minutes: number) =>
  minutes === 0 ? "ist wieder pünktlich" : `hat etwa ${minutesOf(minutes)} Verspätung`;
const days = { today: "heute ", tomorrow: "morgen " };

/** Formal address, as travellers are used to from railways. */
export const german: Wording = {
  ...germanAccount,
  ...germanPayments,
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
    serviceClass: { first: "1. Klasse", second: "2. Klasse" },
    fare: { flex: "Flex", "semi-flex": "Semiflex", advance: "Sparpreis" },
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
  delayNotice: {
    subject: (train, minutes) => `${train} ${latenessOf(minutes)}`,
    preheader: (minutes) =>
      minutes === 0 ? "Gute Nachricht: Der Fahrplan gilt wieder." : "Bitte rechnen Sie auf Ihrem Weg damit.",
    intro: (minutes) =>
      minutes === 0
        ? "Die gemeldete Verspätung ist vorbei. Ihr Zug fährt nach Fahrplan."
        : "Ihre Tickets und Plätze bleiben, wie sie sind. Verspätungen können schrumpfen: Seien Sie möglichst zur Zeit des Fahrplans am Bahnhof.",
    now: (departure, arrival) => `Jetzt erwartet: ab ${departure}, an ${arrival}`,
  },
  departureReminder: {
    subject: (train, day, time) => `${train} fährt ${day === undefined ? "" : days[day]}um ${time}`,
    preheader: "Gute Reise.",
    intro:
      "Ihr Ticket ist in Ihrer Buchung und in der Mail, die sie bestätigt hat. Halten Sie seinen Code im Zug bereit.",
  },
  trainCancelled: {
    subject: (train) => `${train} fällt aus`,
    preheader: "Bitte suchen Sie einen anderen Zug.",
    intro: "Es tut uns leid: Ihr Zug fährt nicht. Öffnen Sie Ihre Buchung und sehen Sie, was Sie tun können.",
  },
  trainChanged: {
    subject: (train) => `${train} hat neue Zeiten`,
    preheader: "Bitte sehen Sie sich die neuen Zeiten an, bevor Sie reisen.",
    intro:
      "Seit Ihrer Buchung hat sich der Fahrplan geändert. Ihre Tickets gelten zu den neuen Zeiten, und Ihre Plätze bleiben Ihnen.",
    now: (departure, arrival) => `Neue Zeiten: ab ${departure}, an ${arrival}`,
  },
  platformChanged: {
    subject: (train, location, platform) => `${train}: Gleis ${platform} in ${location}`,
    preheader: "Ihr Zug hält an einem anderen Gleis.",
    intro: "Ihre Tickets, Ihre Plätze und die Zeiten bleiben, wie sie sind.",
    now: {
      boards: (platform) => `Abfahrt von Gleis ${platform}`,
      alights: (platform) => `Ankunft an Gleis ${platform}`,
    },
    insteadOf: (platform) => `, nicht ${platform}`,
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
