import type { StaffTexts } from "../en-staff.js";
import { plural } from "./plural.js";

const decimal = new Intl.NumberFormat("de-DE", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export const operator: StaffTexts["operator"] = {
  title: "Leitstand",
  signIn: "Melden Sie sich als Betreiber an, um den Leitstand zu sehen.",
  notAllowed: "Diese Seite ist für Betreiber",
  notAllowedDetail: (name) =>
    `Sie sind${name === "" ? "" : ` als ${name}`} angemeldet, haben aber die Rolle „operator“ nicht. Bitten Sie, wer RailBooker betreibt, darum, und laden Sie diese Seite neu.`,
  notAllowedCommand: "Der Befehl dafür: npm run role -- IHRE-E-MAIL operator",
  again: "Noch einmal versuchen",
  parts: "Teile dieser Seite",
  live: "Im Moment",
  asOf: (time) => `Stand ${time}`,
  stale: "Keine Antwort. Die Zahlen unten sind von vorhin; es wird weiter gefragt.",
  ended: "Ihre Sitzung ist zu Ende, oder Sie sind kein Betreiber mehr. Die Zahlen unten stehen still.",
  perMinute: "Buchungen je Minute",
  perMinuteDetail: (total, minutes) =>
    `${plural(total, "Buchung", "Buchungen")} in den letzten ${minutes} Minuten`,
  outboxAge: "Ältestes wartendes Ereignis",
  outboxDetail: (n) =>
    n === 0 ? "Der Ausgang ist leer" : `${plural(n, "Ereignis", "Ereignisse")} im Ausgang`,
  lag: "Rückstand der Ströme",
  lagDetail: (pending, streams) => `${pending} in Arbeit, ${plural(streams, "Strom", "Ströme")}`,
  letters: "Zurückgelegte Ereignisse",
  lettersNone: "Nichts wurde zurückgelegt",
  lettersSome: "Siehe unten",
  unknown: "Unbekannt",
  busAway: "Redis antwortet nicht",
  state: { good: "Gut", warn: "Ansehen", bad: "Handeln", unknown: "Unbekannt" },
  seconds: (n) =>
    n < 10 ? `${decimal.format(n)} s` : n < 120 ? `${Math.round(n)} s` : `${Math.round(n / 60)} min`,
  queues: "Warteschlangen",
  trains: "Züge",
  trainsDetail: "Unterwegs, oder Abfahrt in den nächsten 24 Stunden",
  find: "Zug oder Ziel",
  disturbed: "Nur verspätete und ausfallende",
  noTrains: "Kein Zug passt",
  noTrainsDetail: "Ändern Sie die Suche, oder zeigen Sie alle Züge.",
  more: "Mehr Züge zeigen",
  load: "Auslastung",
  loadDetail: (inUse, seats) => `${inUse} von ${seats} Plätzen`,
  onTime: "Pünktlich",
  late: (minutes) => `${minutes} min zu spät`,
  cancelled: "Fällt aus",
  report: "Melden",
  trainOn: (train, day) => `${train} am ${day}`,
  reportFor: (train, day) => `Meldung zu ${train} am ${day}`,
  reportTitle: (train, from, to) => `${train}: ${from} – ${to}`,
  what: "Was geschieht",
  delay: "Er hat Verspätung",
  cancel: "Er fällt aus",
  platform: "Er hält an einem anderen Gleis",
  station: "Bahnhof",
  callAt: (time, station, platform) =>
    platform === "" ? `${time} ${station}` : `${time} ${station}, Gleis ${platform}`,
  newPlatform: "Neues Gleis",
  newPlatformHint: "Wie auf den Schildern, etwa 7 oder 12 A-C",
  platformMissing: "Geben Sie das Gleis ein, mit höchstens 20 Zeichen.",
  minutes: "Minuten Verspätung",
  minutesHint: "0, wenn er wieder pünktlich ist",
  reason: "Grund",
  reasonHint: "Das lesen die Reisenden.",
  minutesMissing: "Geben Sie die Verspätung in ganzen Minuten ein, von 0 bis 2880.",
  reasonMissing: "Geben Sie einen Grund ein, damit die Reisenden wissen, warum.",
  go: "Weiter",
  keep: "Nichts ändern",
  back: "Zurück",
  confirmDelay: (train, minutes) =>
    minutes === 0
      ? `${train} wieder als pünktlich melden?`
      : `${train} mit ${minutes} Minuten Verspätung melden?`,
  confirmPlatform: (train, station, platform) => `Gleis ${platform} in ${station} für ${train} melden?`,
  confirmCancel: (train) => `${train} ausfallen lassen?`,
  cancelForGood: "Ein Ausfall lässt sich nicht zurücknehmen.",
  told: (bookings, travellers) =>
    bookings === 0
      ? "Keine Buchung ist betroffen: Niemand wird benachrichtigt."
      : `${plural(bookings, "Buchung ist", "Buchungen sind")} betroffen: eine Mitteilung und eine E-Mail an ${plural(travellers, "Reisenden", "Reisende")}.`,
  yesDelay: "Ja, melden",
  yesCancel: "Ja, Zug ausfallen lassen",
  done: (told) =>
    told === 0
      ? "Gemeldet. Niemand musste benachrichtigt werden."
      : `Gemeldet. ${plural(told, "Reisender wird", "Reisende werden")} benachrichtigt.`,
  lettersTitle: "Zurückgelegte Ereignisse",
  lettersLead:
    "Ereignisse, die ein Empfänger immer wieder abgelehnt hat. Beheben Sie erst die Ursache, dann spielen Sie sie neu ein.",
  noLetters: "Keine zurückgelegten Ereignisse",
  noLettersDetail: "Jedes Ereignis wurde verarbeitet.",
  noContent: "Sein Inhalt wurde abgeschnitten; npm run bus -- replay bringt ihn zurück.",
  attempts: (n, group) => `${plural(n, "Versuch", "Versuche")} von „${group}“`,
  notAnEvent: "Kein Ereignis",
  replay: "Neu einspielen",
  replayOne: (type, id) => `${type === "" ? "Zurückgelegtes Ereignis" : type} ${id} neu einspielen`,
  replayed: "Wieder in seinen Strom gelegt.",
  actions: "Was Betreiber getan haben",
  noActions: "Noch nichts",
  noActionsDetail: "Meldungen und Neueinspielungen stehen hier mit denen, die sie veranlasst haben.",
  moreActions: "Frühere zeigen",
  someone: "Jemand",
  action: {
    "delay-reported": (detail) =>
      `meldete ${detail["train"]} ${detail["minutes"] === 0 ? "wieder pünktlich" : `${detail["minutes"]} min zu spät`}, ${detail["told"]} benachrichtigt: ${detail["reason"]}`,
    "train-cancelled": (detail) =>
      `ließ ${detail["train"]} ausfallen, ${detail["told"]} benachrichtigt: ${detail["reason"]}`,
    "platform-changed": (detail) =>
      `meldete Gleis ${detail["platform"]} in ${detail["location"]} für ${detail["train"]}, ${detail["told"]} benachrichtigt`,
    "dead-letter-replayed": (detail) =>
      `spielte ${detail["type"] === "" ? "ein zurückgelegtes Ereignis" : detail["type"]} neu ein: ${detail["reason"]}`,
    "roles-changed": (detail, about) =>
      `hat ${about === "" ? "jemandem" : about} die Rollen gegeben: ${detail["after"] === "" ? "keine" : detail["after"]}, vorher: ${detail["before"] === "" ? "keine" : detail["before"]}`,
    "timetable-imported": (detail) =>
      `hat den Fahrplan ${detail["feed"]} bis ${detail["validTo"]} eingespielt: ${plural(Number(detail["trains"]), "Zug", "Züge")}`,
  },
  logKind: "Art",
  logAll: "Alle Arten",
  logKinds: {
    "delay-reported": "Verspätungen",
    "train-cancelled": "Ausfälle",
    "platform-changed": "Gleise",
    "dead-letter-replayed": "Neu eingespielte Ereignisse",
    "roles-changed": "Rollen",
    "timetable-imported": "Fahrpläne",
  },
  logFind: "Name oder Wort",
  logNone: "Nichts passt",
  logNoneDetail: "Wählen Sie eine andere Art oder andere Wörter.",
  mails: "E-Mails je Minute",
  mailsAway: "Der Mitteilungsdienst antwortet nicht",
  mailsDetail: ({ sent, deferred, failed, unknown }, minutes) =>
    `${sent} gesendet, ${deferred} aufgeschoben, ${failed} gescheitert, ${unknown} ungewiss in den letzten ${minutes} Minuten.`,
  mailsWaiting: (waiting, age) => `${waiting} warten, die älteste seit ${age}.`,
  users: "Benutzer und Rollen",
  usersFind: "Name oder Adresse",
  usersRole: "Rolle",
  usersAll: "Alle",
  usersNone: "Niemand passt",
  usersNoneDetail: "Suchen Sie nach einem Teil des Namens oder der Adresse.",
  usersMore: "Mehr Benutzer zeigen",
  unconfirmed: "Adresse nicht bestätigt",
  since: (time) => `seit ${time}`,
  roles: { operator: "Betreiber", inspector: "Prüfer" },
  roleDetail: {
    operator: "Sieht diesen Leitstand und tut alles, was er kann.",
    inspector: "Prüft Tickets in Zügen.",
  },
  ownRole: "Das kann Ihnen nur ein anderer Betreiber nehmen.",
  changeRoles: "Rollen ändern",
  changeRolesOf: (name) => `Rollen von ${name} ändern`,
  rolesOf: (name) => `Was ${name} außer Reisen darf`,
  giveRoles: "Diese Rollen geben",
  rolesGiven: (name, given) =>
    given.length === 0 ? `${name} hat keine Rolle mehr.` : `${name} hat: ${given.join(", ")}.`,
  timetables: "Fahrpläne",
  importLead:
    "Der neue Fahrplan tritt an die Stelle des jetzigen aus derselben Quelle. Reisende, deren Züge sich ändern, erfahren es.",
  feed: "GTFS-Daten",
  feedHint: "Eine Zip-Datei bis 256 MB. Größere: npm run import -- DATEI",
  strict: "Ablehnen, wenn etwas weggelassen würde",
  import: "Einspielen",
  feedMissing: "Wählen Sie eine Zip-Datei.",
  sending: (percent) => `Die Datei wird gesendet: ${percent} %`,
  imported: (name) => `${name} gilt jetzt.`,
  importState: { running: "Läuft", done: "Gilt", refused: "Abgelehnt", interrupted: "Abgebrochen" },
  importInterrupted:
    "Was daran gearbeitet hat, ist stehen geblieben. Nichts wurde geändert; spielen Sie ihn noch einmal ein.",
  begun: (operator, time) => `Begonnen von ${operator}, ${time}`,
  progressOf: (name) => `Einspielen von ${name}`,
  steps: {
    reading: (rows) => `Wird gelesen: ${plural(rows, "Zeile", "Zeilen")}`,
    checking: (rows) => `Wird geprüft: ${plural(rows, "Zeile", "Zeilen")}`,
    "making it live": () => "Wird gültig gemacht",
  },
  importResult: (feed, from, to, { trains, locations, calls }) =>
    `${feed}, ${from} bis ${to}: ${plural(trains, "Zug", "Züge")}, ${plural(locations, "Bahnhof", "Bahnhöfe")}, ${plural(calls, "Halt", "Halte")}.`,
  soldRuns: (runs) =>
    `${plural(runs, "Zug mit verkauften Plätzen fährt", "Züge mit verkauften Plätzen fahren")} jetzt anders.`,
  leftOut: (count) => `${plural(count, "Zeile wurde", "Zeilen wurden")} weggelassen`,
};
