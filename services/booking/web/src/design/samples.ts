import type { Live } from "@railbooker/booking/operator/operator-schemas";
import type { Coach, Journey, Notice, SeatState } from "../api/types.js";
import type { Departure } from "../board/departures.js";
import type { Finding, FoundTicket } from "../inspect/finding.js";
import { staff } from "../texts/staff.js";
import { t } from "../texts/texts.js";

/** What the parts show on the page of all parts; none of it is a train that runs. */
const day = "2027-05-14";
const at = (clock: string): string => `${day}T${clock}:00+02:00`;
const train = { number: "275", name: "RJ 275" };
const [wien, praha] = [
  { id: "wien", name: "Wien Hbf" },
  { id: "praha", name: "Praha hl.n." },
];

export const journey: Journey = {
  id: "sample",
  departure: at("08:10"),
  arrival: at("12:22"),
  durationMinutes: 252,
  changes: 0,
  legs: [
    {
      runId: "sample",
      train,
      from: { ...wien, departure: at("08:10"), platform: "7" },
      to: { ...praha, arrival: at("12:22"), platform: "3" },
      fromPosition: 0,
      calls: [],
      delayMinutes: 12,
      status: "scheduled",
    },
  ],
  offers: [
    { serviceClass: "second", fare: "advance", price: { amount: 3100, currency: "EUR" }, seatsLeft: 7 },
  ],
};

export const departures: Departure[] = [
  { clock: "08:10", to: praha, delayMinutes: 12, status: "scheduled", platform: "7" },
  {
    clock: "08:25",
    to: { id: "linz", name: "Linz Hbf" },
    delayMinutes: 0,
    status: "scheduled",
    platform: "4",
  },
  {
    clock: "08:40",
    to: { id: "graz", name: "Graz Hbf" },
    delayMinutes: 0,
    status: "cancelled",
    platform: "9",
  },
].map(({ clock, ...rest }) => ({ ...rest, runId: clock, train, departure: at(clock), position: 0 }));

const states: SeatState[] = ["free", "free", "taken", "free", "held", "free", "free", "taken"];
export const coach: Coach = {
  number: "21",
  serviceClass: "second",
  layout: "2+2",
  quiet: true,
  seats: Array.from({ length: 16 }, (_, index) => {
    const [row, column] = [Math.floor(index / 4) + 1, "ABCD"[index % 4] ?? "A"];
    const features =
      [
        ["window", "aisle"],
        ["aisle", "window"],
      ].flat()[index % 4] ?? "window";
    return {
      id: `21-${index + 1}`,
      number: String(index + 1),
      row,
      column,
      features: row === 2 || row === 3 ? [features, "table"] : [features],
      state: states[index % states.length] ?? "free",
    };
  }),
};

const ticket: FoundTicket = {
  id: "sample",
  reference: "RB42KT",
  passenger: "Ada Example",
  seat: t.checkout.coachSeat("21", "7"),
  serviceClass: "second",
  train: train.name,
  from: wien.name,
  to: praha.name,
};
export const findings: Finding[] = [
  { valid: true, alone: false, ticket },
  { valid: false, alone: false, reason: "already-used" },
  { valid: false, alone: false, reason: "forged" },
];

export const notice: Notice = {
  seq: 1,
  type: "train-delayed",
  title: staff.design.newsTitle,
  body: staff.design.newsBody,
  data: {},
  createdAt: at("07:58"),
  readAt: null,
};

const minutes = Array.from({ length: 30 }, (_, index) => ({
  minute: at(`07:${String(index + 10)}`),
  count: Math.round(6 + 5 * Math.sin(index / 4)),
}));
export const live: Live = {
  at: at("07:40"),
  bookings: minutes,
  outbox: { waiting: 3, oldestSeconds: 0.4 },
  bus: { deadLetters: 1, streams: [] },
  mails: {
    waiting: 2,
    oldestSeconds: 75,
    minutes: minutes.map(({ minute, count }, index) => ({
      minute,
      sent: count,
      deferred: index > 24 ? 2 : 0,
      failed: 0,
      unknown: 0,
    })),
  },
};
