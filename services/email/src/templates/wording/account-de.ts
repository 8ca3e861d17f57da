import type { AccountWording } from "./account.js";

export const germanAccount: AccountWording = {
  verifyEmail: {
    subject: "Bestätigen Sie Ihre E-Mail-Adresse",
    preheader: "Ein Klick, und Ihre Tickets finden Sie.",
    heading: (name) => (name === undefined ? "Willkommen an Bord" : `Willkommen an Bord, ${name}`),
    intro: "Bitte bestätigen Sie, dass diese Adresse Ihnen gehört, damit Ihre Tickets Sie erreichen.",
    button: "Adresse bestätigen",
    linkHint: "Wenn die Schaltfläche nicht geht, öffnen Sie diesen Link:",
    validity: "Der Link geht einmal, 24 Stunden lang.",
    notYou:
      "Sie haben sich nicht bei RailBooker registriert? Dann übergehen Sie diese Mail; es geschieht nichts weiter.",
  },
  passwordReset: {
    subject: "Wählen Sie ein neues Passwort",
    preheader: "Der Link geht einmal, 10 Minuten lang.",
    heading: (name) => (name === undefined ? "Ein neues Passwort" : `Ein neues Passwort für Sie, ${name}`),
    intro: "Jemand, hoffentlich Sie, hat ein neues Passwort für Ihr RailBooker-Konto verlangt.",
    button: "Neues Passwort wählen",
    linkHint: "Wenn die Schaltfläche nicht geht, öffnen Sie diesen Link:",
    validity: "Der Link geht einmal, 10 Minuten lang.",
    notYou: "Das waren nicht Sie? Dann übergehen Sie diese Mail; Ihr Passwort bleibt, wie es ist.",
  },
  confirmNewEmail: {
    subject: "Bestätigen Sie Ihre neue E-Mail-Adresse",
    preheader: "Ein Klick, und Sie melden sich damit an.",
    heading: (name) => (name === undefined ? "Ihre neue Adresse" : `Ihre neue Adresse, ${name}`),
    intro: "Bitte bestätigen Sie, dass diese Adresse Ihnen gehört. Von da an melden Sie sich damit an.",
    button: "Adresse bestätigen",
    linkHint: "Wenn die Schaltfläche nicht geht, öffnen Sie diesen Link:",
    validity: "Der Link geht einmal, 24 Stunden lang.",
    notYou: "Das haben Sie nicht verlangt? Dann übergehen Sie diese Mail; es ändert sich nichts.",
  },
  passwordChanged: {
    subject: "Ihr Passwort wurde geändert",
    preheader: "Das waren nicht Sie? Dann wählen Sie jetzt ein anderes.",
    intro: "Ihr RailBooker-Konto hat ein neues Passwort. Andere Geräte wurden abgemeldet.",
    note: "Das waren nicht Sie? Dann wählen Sie jetzt ein anderes Passwort; damit werden alle anderen abgemeldet.",
    button: "Anderes Passwort wählen",
  },
  emailChanged: {
    subject: "Ihre E-Mail-Adresse wurde geändert",
    preheader: "Sie melden sich ab jetzt mit der neuen an.",
    intro: (address) =>
      `Ihr RailBooker-Konto hat jetzt die Adresse ${address}. Sie melden sich ab jetzt damit an; andere Geräte wurden abgemeldet.`,
    note: "Das waren nicht Sie? Dann kennt jemand Ihr Passwort. Ändern Sie es überall, wo Sie es noch benutzen, und sagen Sie unserem Kundenservice Bescheid.",
  },
  accountDeleted: {
    subject: "Ihr Konto wurde gelöscht",
    preheader: "Sie können sich nicht mehr anmelden.",
    intro: "Ihr RailBooker-Konto wurde gelöscht, wie Sie es wollten, und mit ihm, was wir von Ihnen wussten.",
    note: "Zahlungsbelege, die das Gesetz verlangt, bewahren wir ohne Ihren Namen auf. Sie sind jederzeit wieder willkommen.",
  },
};
