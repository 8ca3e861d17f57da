import type { Texts } from "../en.js";

export const yourAccount: Texts["yourAccount"] = {
  title: "Ihr Konto",
  open: "Ihr Konto",
  signIn: "Melden Sie sich an, um Ihr Konto zu sehen.",
  signedInAs: (email) => `Angemeldet als ${email}`,
  confirmed: "Bestätigt",
  unconfirmed: "Noch nicht bestätigt: Der Link liegt in Ihrem Posteingang",
  saved: "Gespeichert.",
  profile: "Name und Sprache",
  language: "Sprache",
  languageHint: "Dieser Seiten, und dessen, was wir Ihnen schreiben.",
  told: "Mitteilungen",
  toldDetail: "Was Sie per E-Mail und im Browser erfahren, und wann Sie Ruhe haben möchten.",
  password: "Passwort",
  passwordDetail: "Alle anderen Geräte werden abgemeldet, und wir sagen es Ihnen per E-Mail.",
  currentPassword: "Jetziges Passwort",
  changePassword: "Passwort ändern",
  passwordChanged: "Ihr Passwort ist geändert. Alle anderen Geräte sind abgemeldet.",
  email: "E-Mail-Adresse",
  emailDetail: (email) =>
    `Jetzt ${email}. Wir schicken einen Link an die neue Adresse; sie gilt, sobald Sie ihn öffnen. Ihre anderen Geräte werden dann abgemeldet.`,
  newEmail: "Neue E-Mail-Adresse",
  emailSent: (email) => `Ein Link ist unterwegs an ${email}. Bis Sie ihn öffnen, bleibt alles, wie es ist.`,
  emailTaken: "Zu dieser Adresse gibt es ein anderes Konto. Geben Sie eine andere ein.",
  devices: "Geräte",
  devicesDetail:
    "Hier sind Sie angemeldet. Melden Sie ab, was Sie nicht kennen, und ändern Sie dann Ihr Passwort.",
  onlyHere: "Sie sind nur auf diesem Gerät angemeldet.",
  thisDevice: "Dieses Gerät",
  device: (browser, system) => `${browser} auf ${system}`,
  unknownDevice: { browser: "Ein Browser", app: "Eine App" },
  seen: (last, since) => `Zuletzt benutzt ${last}, angemeldet seit ${since}`,
  signOutDevice: (name) => `${name} abmelden`,
  signOutOthers: "Alle anderen Geräte abmelden",
  deviceOut: (name) => `${name} ist abgemeldet.`,
  othersOut: "Alle anderen Geräte sind abgemeldet.",
  data: "Ihre Daten",
  dataDetail:
    "Alles, was wir über Sie aufbewahren, in einer Datei: Konto, Geräte, Buchungen, Zahlungen, Mitteilungen.",
  download: "Meine Daten herunterladen",
  remove: "Konto löschen",
  removeLead: "Sie sehen zuerst, was verloren geht; nichts geschieht, bevor Sie es noch einmal sagen.",
  removeAsk: "Mein Konto löschen …",
  removeTitle: "Das Konto endgültig löschen?",
  removeConsequences: [
    "Ihr Name, Ihre Adresse und Ihre Mitteilungen werden gelöscht; niemand kann sie zurückholen.",
    "Ihre Buchungen sehen Sie hier nicht mehr. Tickets, mit denen Sie noch fahren wollen, müssen vorher storniert oder genutzt sein.",
    "Was wir über Zahlungen von Gesetzes wegen aufbewahren, bleibt ohne Ihren Namen.",
    "Sie werden auf allen Geräten abgemeldet.",
  ],
  removeNow: "Ja, endgültig löschen",
  removeNot: "Konto behalten",
  removed: "Ihr Konto ist gelöscht. Danke, dass Sie mit uns gefahren sind.",
};

export const help: Texts["help"] = {
  title: "Hilfe",
  lead: "Kurze Antworten. Alles lässt sich auf diesen Seiten erledigen, rund um die Uhr.",
  find: "Wo sind meine Tickets?",
  findAnswer:
    "In der E-Mail, die wir Ihnen geschickt haben, und unter Meine Buchungen. Ohne Konto finden Sie sie mit Buchungsnummer und E-Mail-Adresse.",
  findLink: "Buchung finden",
  change: "Kann ich stornieren oder einen anderen Zug nehmen?",
  changeAnswer:
    "Öffnen Sie die Buchung. Sie zeigt, was Sie zurückbekommen, bevor Sie entscheiden; flexible Tarife lassen sich bis zur Abfahrt umbuchen.",
  late: "Mein Zug hat Verspätung oder fällt aus",
  lateAnswer:
    "Wir sagen es Ihnen sofort. Ab einer Stunde Verspätung können Sie auf der Seite der Buchung eine Entschädigung verlangen; fällt ein Zug aus, bekommen Sie Ihr Geld zurück.",
  hold: "Wie lange sind meine Plätze reserviert?",
  holdAnswer:
    "Zehn Minuten; die restliche Zeit steht auf dem Bildschirm, und Sie können sie einmal verlängern. Danach sind die Plätze wieder frei, und was Sie eingegeben haben, bleibt erhalten.",
  sign: "Ich kann mich nicht anmelden",
  signAnswer:
    "Passwörter lassen sich einfügen und von Ihrer Passwortverwaltung ausfüllen. Ist Ihres verloren, schicken wir Ihnen einen Link.",
  signLink: "Neues Passwort wählen",
  told: "Ich bekomme zu viele oder zu wenige E-Mails",
  toldAnswer: "Wählen Sie je Art, was Sie erfahren, und wann Sie Ruhe haben möchten.",
};
