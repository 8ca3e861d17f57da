import { expect, test } from "@jest/globals";
import type { Booking } from "@railbooker/events/booking-shape";
import { catalogue } from "@railbooker/events/catalogue";
import { inWords } from "../testing/in-words.js";
import { describeReminder } from "./describe-reminder.js";
import { planReminders, tripsOf } from "./plan-reminders.js";
import { type DueReminder, decide, dueAt } from "./reminder.js";

const { booking } = catalogue.BookingCreated.example;
const [exampleLeg] = booking.legs;
const [exampleTicket] = booking.tickets;
if (exampleLeg === undefined || exampleTicket === undefined) throw new Error("the example is empty");

interface Stop {
  id: string;
  time: string;
}
const leg = (id: string, from: Stop, to: Stop) => ({
  ...exampleLeg,
  id,
  runId: `run-${id}`,
  train: { number: id, name: `ICE ${id}` },
  from: { id: from.id, name: from.id, departure: `2026-03-${from.time}+01:00` },
  to: { id: to.id, name: to.id, arrival: `2026-03-${to.time}+01:00` },
});
const ticket = (legId: string, status: "valid" | "cancelled" = "valid") => ({
  ...exampleTicket,
  id: `t-${legId}`,
  leg: { id: legId, runId: `run-${legId}` },
  status,
});
const bookingOf = (legs: Booking["legs"], tickets = legs.map(({ id }) => ticket(id))): Booking => ({
  ...booking,
  legs,
  tickets,
});

const there = leg("1", { id: "A", time: "14T09:00:00" }, { id: "B", time: "14T11:00:00" });
const onwards = leg("2", { id: "B", time: "14T12:00:00" }, { id: "C", time: "14T14:00:00" });
const back = leg("3", { id: "C", time: "20T09:00:00" }, { id: "A", time: "20T14:00:00" });

test("a change of trains is one trip, the way back another", () => {
  const ids = tripsOf(bookingOf([back, onwards, there])).map((legs) => legs.map(({ id }) => id));
  expect(ids).toEqual([["1", "2"], ["3"]]);
});

test("the way back within hours is another trip", () => {
  const soon = leg("4", { id: "B", time: "14T13:00:00" }, { id: "A", time: "14T15:00:00" });
  expect(tripsOf(bookingOf([there, soon]))).toHaveLength(2);
});

test("legs whose tickets are all cancelled are not travelled", () => {
  const partly = bookingOf([there, back], [ticket("1", "cancelled"), ticket("3")]);
  expect(planReminders("u", partly).map(({ id }) => id)).toEqual(["3.day-before", "3.two-hours"]);
  expect(planReminders("u", bookingOf([there], [ticket("1", "cancelled")]))).toEqual([]);
});

const [dayBefore, twoHours] = planReminders("u", bookingOf([there, onwards]));
if (dayBefore === undefined || twoHours === undefined) throw new Error("nothing was planned");
const due = (delayMinutes = 0) => ({ ...dayBefore, delayMinutes });
const at = (time: string) => new Date(`2026-03-${time}+01:00`);
const night = { from: "22:00", to: "07:00" };

test("they are due a day and two hours before departure, later where the train is late", () => {
  expect(dueAt(dayBefore, 0)).toEqual(at("13T09:00:00"));
  expect(dueAt(twoHours, 0)).toEqual(at("14T07:00:00"));
  expect(dueAt(twoHours, 40)).toEqual(at("14T07:40:00"));
});

test.each([
  ["day's, by day", "day-before", 0, "13T12:00:00", { kind: "tell" }],
  ["day's, at night", "day-before", 0, "13T23:00:00", "drop-later"],
  [
    "day's, in the small hours, late train",
    "day-before",
    120,
    "14T03:00:00",
    { kind: "hold", until: at("14T07:00:00") },
  ],
  ["day's, too close to departure", "day-before", 0, "14T06:30:00", { kind: "drop" }],
  ["two hours', by day", "two-hours", 0, "14T07:00:00", { kind: "tell" }],
  [
    "two hours', at night and worth holding",
    "two-hours",
    0,
    "14T06:50:00",
    { kind: "hold", until: at("14T07:00:00") },
  ],
  ["two hours', after departure", "two-hours", 0, "14T09:00:00", { kind: "drop" }],
  [
    "two hours', after the timetable's departure of a late train",
    "two-hours",
    30,
    "14T09:10:00",
    { kind: "tell" },
  ],
] as const)("%s", (_name, kind, delayMinutes, now, decision) => {
  const reminder = { ...(kind === "day-before" ? dayBefore : twoHours), delayMinutes };
  // At 23:00 the quiet hours end at 07:00, two hours before departure: of no use by then, so it is told at once.
  const expected = decision === "drop-later" ? { kind: "tell" } : decision;
  expect(decide(reminder, night, at(now))).toEqual(expected);
});

test("an early train's last reminder is not held back beyond its use", () => {
  const early: DueReminder = { ...twoHours, departure: "2026-03-14T05:30:00+01:00", delayMinutes: 0 };
  expect(decide(early, night, at("14T03:30:00"))).toEqual({ kind: "tell" });
});

test("it says the day as the station's calendar has it, and the delay", () => {
  const told = describeReminder(due(), at("13T09:00:00"));
  expect(inWords(told)).toMatchObject({
    type: "reminder",
    title: "ICE 1 leaves tomorrow at 09:00",
    body: "ICE 1, then ICE 2 from A to C, Saturday 14 March 2026 at 09:00. Reference K7M2QX.",
    data: { reference: "K7M2QX", runId: "run-1", kind: "day-before" },
  });
  expect(told.mails).toMatchObject([
    { template: "departureReminder", data: { day: "tomorrow", delayMinutes: 0 } },
  ]);
  const held = describeReminder(due(40), at("14T00:10:00"));
  expect(inWords(held)?.title).toBe("ICE 1 leaves today at 09:40");
  expect(inWords(held)?.body).toContain("It is about 40 minutes late.");
  expect(inWords(held, "de")).toMatchObject({
    title: "ICE 1 fährt heute um 09:40 Uhr",
    body: "ICE 1, dann ICE 2 von A nach C, Samstag, 14. März 2026, 09:00 Uhr. Er hat etwa 40 Minuten Verspätung. Buchung K7M2QX.",
  });
  expect(inWords(describeReminder(due(), at("12T09:00:00")))?.title).toBe("ICE 1 leaves at 09:00");
});
