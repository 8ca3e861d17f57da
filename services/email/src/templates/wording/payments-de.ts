import type { PaymentsWording } from "./payments.js";

export const germanPayments: PaymentsWording = {
  paymentFailed: {
    subject: "Ihre Zahlung ist nicht gelungen",
    preheader: "Es ist nichts abgebucht und nichts gebucht.",
    intro:
      "Wir wurden unterbrochen, während Sie bezahlten, und konnten nicht zu Ende kommen. Es ist nichts abgebucht und nichts gebucht.",
    note: "Wenn Ihre Bank einen Betrag als vorgemerkt zeigt, gibt sie ihn in einigen Tagen wieder frei.",
    amountLabel: "Nicht abgebucht",
    journeyLabel: "Reise",
    button: "Noch einmal suchen",
  },
  refundStarted: {
    subject: (reference) => `Ihre Erstattung ist unterwegs (${reference})`,
    preheader: "Sie geht dorthin zurück, womit Sie bezahlt haben.",
    heading: "Ihre Erstattung ist unterwegs",
    intro: (reason) => `Sie bekommen Geld zurück, und zwar ${reason}.`,
    note: "Es geht dorthin zurück, womit Sie bezahlt haben. Wir schreiben wieder, sobald der Zahlungsdienst es hat.",
  },
  refundCompleted: {
    subject: (reference) => `Ihre Erstattung ist ausgezahlt (${reference})`,
    preheader: "Sie ist jetzt bei Ihrer Bank.",
    heading: "Ihre Erstattung ist ausgezahlt",
    intro: (reason) => `Sie haben Geld zurückbekommen, und zwar ${reason}.`,
    note: "Es ging dorthin zurück, womit Sie bezahlt haben. Bis Ihre Bank es zeigt, können einige Tage vergehen.",
  },
  refundReason: {
    cancellation: "für Tickets, die Sie storniert haben",
    exchange: "für Tickets, die Sie umgebucht haben",
    compensation: "für einen Zug, der verspätet war",
  },
};
