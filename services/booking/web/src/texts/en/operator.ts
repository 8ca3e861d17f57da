import { plural } from "./plural.js";

const told = (bookings: number, travellers: number) =>
  bookings === 0
    ? "No booking is concerned: nobody is told."
    : `${plural(bookings, "booking is", "bookings are")} told: a notification and an e-mail to ${plural(travellers, "traveller", "travellers")}.`;

export const operator = {
  title: "Operator console",
  signIn: "Sign in as an operator to see the console.",
  notAllowed: "This page is for operators",
  notAllowedDetail: (name: string) =>
    `${name === "" ? "You are signed in, but you do not have" : `You are signed in as ${name}, who does not have`} the role “operator”. Ask whoever runs RailBooker to give it to you, then reload this page.`,
  notAllowedCommand: "They run: npm run role -- YOUR-EMAIL operator",
  again: "Try again",
  parts: "Parts of this page",
  live: "Right now",
  asOf: (time: string) => `As of ${time}`,
  stale: "No answer. The numbers below are from before; asking again.",
  ended: "Your session has ended, or you are no operator any more. The numbers below stand still.",
  perMinute: "Bookings a minute",
  perMinuteDetail: (total: number, minutes: number) =>
    `${plural(total, "booking", "bookings")} in the last ${minutes} minutes`,
  outboxAge: "Oldest event waiting",
  outboxDetail: (n: number) =>
    n === 0 ? "The outbox is empty" : `${plural(n, "event", "events")} in the outbox`,
  lag: "Stream lag",
  lagDetail: (pending: number, streams: number) =>
    `${pending} in hand, ${plural(streams, "stream", "streams")}`,
  letters: "Dead letters",
  lettersNone: "Nothing was set aside",
  lettersSome: "See below",
  unknown: "Unknown",
  busAway: "Redis does not answer",
  state: { good: "Good", warn: "Look at it", bad: "Act", unknown: "Unknown" },
  seconds: (n: number) =>
    n < 10 ? `${n.toFixed(1)} s` : n < 120 ? `${Math.round(n)} s` : `${Math.round(n / 60)} min`,
  queues: "Job queues",
  trains: "Trains",
  trainsDetail: "Under way, or leaving within 24 hours",
  find: "Train or destination",
  disturbed: "Late or cancelled only",
  noTrains: "No train matches",
  noTrainsDetail: "Change what you search for, or show all trains.",
  more: "Show more trains",
  load: "Load",
  loadDetail: (inUse: number, seats: number) => `${inUse} of ${seats} seats`,
  onTime: "On time",
  late: (minutes: number) => `${minutes} min late`,
  cancelled: "Cancelled",
  report: "Report",
  trainOn: (train: string, day: string) => `${train} of ${day}`,
  reportFor: (train: string, day: string) => `Report on ${train} of ${day}`,
  reportTitle: (train: string, from: string, to: string) => `${train}: ${from} – ${to}`,
  what: "What happens",
  delay: "It is late",
  cancel: "It does not run",
  platform: "It calls at another platform",
  station: "Station",
  callAt: (time: string, station: string, platform: string) =>
    platform === "" ? `${time} ${station}` : `${time} ${station}, platform ${platform}`,
  newPlatform: "New platform",
  newPlatformHint: "As signs show it, such as 7 or 12 A-C",
  platformMissing: "Enter the platform, with 20 characters at most.",
  minutes: "Minutes late",
  minutesHint: "0 for on time again",
  reason: "Reason",
  reasonHint: "Travellers read this.",
  minutesMissing: "Enter the delay in whole minutes, from 0 to 2880.",
  reasonMissing: "Enter a reason, so that travellers know why.",
  go: "Go on",
  keep: "Change nothing",
  back: "Back",
  confirmDelay: (train: string, minutes: number) =>
    minutes === 0 ? `Report ${train} as on time again?` : `Report ${train} as ${minutes} minutes late?`,
  confirmPlatform: (train: string, station: string, platform: string) =>
    `Report platform ${platform} in ${station} for ${train}?`,
  confirmCancel: (train: string) => `Cancel ${train}?`,
  cancelForGood: "A cancelled train cannot be brought back.",
  told,
  yesDelay: "Yes, report it",
  yesCancel: "Yes, cancel the train",
  done: (told: number) =>
    told === 0
      ? "Reported. Nobody had to be told."
      : `Reported. ${plural(told, "traveller is", "travellers are")} being told.`,
  lettersTitle: "Dead letters",
  lettersLead: "Events that a consumer refused again and again. Mend the cause first, then replay them.",
  noLetters: "No dead letters",
  noLettersDetail: "Every event has been digested.",
  noContent: "Its content was cut away; npm run bus -- replay brings it.",
  attempts: (n: number, group: string) => `${plural(n, "attempt", "attempts")} by “${group}”`,
  notAnEvent: "Not an event",
  replay: "Replay",
  replayOne: (type: string, id: string) => `Replay ${type === "" ? "dead letter" : type} ${id}`,
  replayed: "Put into its stream again.",
  actions: "What operators did",
  noActions: "Nothing yet",
  noActionsDetail: "Reports and replays will stand here with who made them.",
  moreActions: "Show earlier",
  someone: "Somebody",
  action: {
    "delay-reported": (detail: Record<string, string | number>) =>
      `reported ${detail["train"]} ${detail["minutes"] === 0 ? "on time again" : `${detail["minutes"]} min late`}, ${detail["told"]} told: ${detail["reason"]}`,
    "train-cancelled": (detail: Record<string, string | number>) =>
      `cancelled ${detail["train"]}, ${detail["told"]} told: ${detail["reason"]}`,
    "platform-changed": (detail: Record<string, string | number>) =>
      `reported platform ${detail["platform"]} in ${detail["location"]} for ${detail["train"]}, ${detail["told"]} told`,
    "dead-letter-replayed": (detail: Record<string, string | number>) =>
      `replayed ${detail["type"] === "" ? "a dead letter" : detail["type"]}: ${detail["reason"]}`,
    "roles-changed": (detail: Record<string, string | number>, about: string) =>
      `gave ${about === "" ? "somebody" : about} the roles ${detail["after"] === "" ? "of a traveller" : detail["after"]}, before: ${detail["before"] === "" ? "none" : detail["before"]}`,
    "timetable-imported": (detail: Record<string, string | number>) =>
      `imported the timetable ${detail["feed"]} until ${detail["validTo"]}: ${plural(Number(detail["trains"]), "train", "trains")}`,
  },
  logKind: "Kind",
  logAll: "All kinds",
  logKinds: {
    "delay-reported": "Delays",
    "train-cancelled": "Cancelled trains",
    "platform-changed": "Platforms",
    "dead-letter-replayed": "Replayed events",
    "roles-changed": "Roles",
    "timetable-imported": "Timetables",
  },
  logFind: "Name or word",
  logNone: "Nothing matches",
  logNoneDetail: "Choose another kind, or other words.",
  mails: "E-mails sent a minute",
  mailsAway: "The notification service does not answer",
  mailsDetail: (
    { sent, deferred, failed, unknown }: { sent: number; deferred: number; failed: number; unknown: number },
    minutes: number,
  ) =>
    `${sent} sent, ${deferred} deferred, ${failed} failed, ${unknown} unknown in the last ${minutes} minutes.`,
  mailsWaiting: (waiting: number, age: string) => `${waiting} waiting, the oldest for ${age}.`,
  users: "Users and roles",
  usersFind: "Name or address",
  usersRole: "Role",
  usersAll: "Everybody",
  usersNone: "Nobody matches",
  usersNoneDetail: "Look for a part of the name or address.",
  usersMore: "Show more users",
  unconfirmed: "address not confirmed",
  since: (time: string) => `since ${time}`,
  roles: { operator: "Operator", inspector: "Inspector" },
  roleDetail: {
    operator: "Sees this console and does all that it can do.",
    inspector: "Checks tickets on trains.",
  },
  ownRole: "Only another operator can take this from you.",
  changeRoles: "Change roles",
  changeRolesOf: (name: string) => `Change roles of ${name}`,
  rolesOf: (name: string) => `What ${name} may do beside travelling`,
  giveRoles: "Give these roles",
  rolesGiven: (name: string, given: string[]) =>
    given.length === 0 ? `${name} has no role any more.` : `${name} has: ${given.join(", ")}.`,
  timetables: "Timetables",
  importLead:
    "The new timetable takes the place of the one that is live from the same feed. Travellers whose trains have changed are told.",
  feed: "GTFS feed",
  feedHint: "A zip file of up to 256 MB. Larger ones: npm run import -- FILE",
  strict: "Refuse it if anything would be left out",
  import: "Import",
  feedMissing: "Choose a zip file.",
  sending: (percent: number) => `Sending the file: ${percent} %`,
  imported: (name: string) => `${name} is live.`,
  importState: { running: "Under way", done: "Live", refused: "Refused", interrupted: "Interrupted" },
  importInterrupted: "Whoever worked on it has stopped. Nothing was changed; import it again.",
  begun: (operator: string, time: string) => `Begun by ${operator}, ${time}`,
  progressOf: (name: string) => `Import of ${name}`,
  steps: {
    reading: (rows: number) => `Reading: ${plural(rows, "row", "rows")}`,
    checking: (rows: number) => `Checking ${plural(rows, "row", "rows")}`,
    "making it live": () => "Making it live",
  },
  importResult: (
    feed: string,
    from: string,
    to: string,
    { trains, locations, calls }: { trains: number; locations: number; calls: number },
  ) =>
    `${feed}, ${from} to ${to}: ${plural(trains, "train", "trains")}, ${plural(locations, "station", "stations")}, ${plural(calls, "call", "calls")}.`,
  soldRuns: (runs: number) =>
    `${plural(runs, "train with seats sold runs", "trains with seats sold run")} differently now.`,
  leftOut: (count: number) => `${plural(count, "row was", "rows were")} left out`,
};
