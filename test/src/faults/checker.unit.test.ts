import { expect, test } from "@jest/globals";
import { check } from "./checker.js";
import type { CommittedEvent, History } from "./history.js";

const user = "user-1";
const event = (id: string, name: string, version: number): CommittedEvent => ({
  id,
  name,
  subject: "bookings/K7M2QX",
  version,
  userId: user,
  at: 1000 * version,
});

/** A booking that was made and cancelled, and of which everything came. */
const sound: History = {
  acknowledged: [{ reference: "K7M2QX", at: 1001 }],
  events: [event("e1", "BookingCreated", 1), event("e2", "BookingCancelled", 2)],
  notifications: [
    { userId: user, seq: 1, type: "booking-confirmed", eventId: "e1", at: 1010 },
    { userId: user, seq: 2, type: "booking-cancelled", eventId: "e2", at: 2010 },
  ],
  mails: [
    { id: "m1", eventId: "e1", template: "bookingConfirmation", status: "sent" },
    { id: "m2", eventId: "e2", template: "bookingCancelled", status: "sent" },
  ],
  deliveries: [
    { mailId: "m1", at: 1250 },
    { mailId: "m2", at: 2100 },
  ],
  deadLetters: [],
};
const fine = { events: 2, lost: 0, duplicated: 0, reordered: 0, unfounded: 0 };

test("a run of which everything came is sound, and its worst delay is that of the slowest mail", () => {
  expect(check(sound)).toEqual({ ...fine, worstDelayMs: 250, findings: [] });
});

test("each effect that is missing makes its event lost, and a sentence says which", () => {
  const without = (part: "notifications" | "mails" | "deliveries") =>
    check({ ...sound, [part]: sound[part].slice(1) });
  expect(without("notifications")).toMatchObject({ ...fine, lost: 1 });
  expect(without("notifications").findings).toEqual([
    "lost: BookingCreated of bookings/K7M2QX, version 1, lacks its effect: no notification",
  ]);
  expect(without("mails").findings[0]).toContain("no mail");
  expect(without("deliveries").findings).toEqual([
    'lost: BookingCreated of bookings/K7M2QX, version 1, lacks its effect: its mail, "sent", was not delivered',
  ]);
});

test("a notification for another user, or of another type, is not the one that was owed", () => {
  const [first, second] = sound.notifications;
  const change = (changed: object) =>
    check({ ...sound, notifications: [{ ...first, ...changed }, second] as History["notifications"] });
  expect(change({ userId: "user-2" })).toMatchObject({ lost: 1 });
  expect(change({ type: "train-delayed" })).toMatchObject({ lost: 1 });
});

test("a booking that its buyer was told of, but of which no event speaks, is lost", () => {
  const acknowledged = [...sound.acknowledged, { reference: "GONE42", at: 1 }];
  expect(check({ ...sound, acknowledged })).toMatchObject({ ...fine, lost: 1 });
});

test("copies of a mail are counted, and judged by others", () => {
  const deliveries = [...sound.deliveries, { mailId: "m1", at: 9000 }, { mailId: "m1", at: 9001 }];
  expect(check({ ...sound, deliveries })).toMatchObject({ ...fine, duplicated: 2, worstDelayMs: 250 });
});

test("a cancellation told before the booking is reordered", () => {
  const [first, second] = sound.notifications;
  const notifications = [
    { ...second, seq: 1 },
    { ...first, seq: 2 },
  ] as History["notifications"];
  expect(check({ ...sound, notifications })).toMatchObject({ ...fine, reordered: 1 });
});

test("an effect stored twice, or of an event that was never committed, is unfounded", () => {
  const [first] = sound.notifications;
  const twice = [...sound.notifications, { ...first, seq: 3 }] as History["notifications"];
  expect(check({ ...sound, notifications: twice })).toMatchObject({ ...fine, unfounded: 1 });
  const foreign = [...sound.notifications, { ...first, seq: 3, eventId: "e9" }] as History["notifications"];
  expect(check({ ...sound, notifications: foreign })).toMatchObject({ ...fine, unfounded: 1 });
  const deliveries = [...sound.deliveries, { mailId: undefined, at: 5000 }];
  expect(check({ ...sound, deliveries })).toMatchObject({ ...fine, unfounded: 1 });
});

test("poison is owed no effect but a place among the dead letters", () => {
  const events = [...sound.events, { ...event("bad", "BookingCreated", 1), subject: "bookings/POISON" }];
  const poison = new Set(["bad"]);
  expect(check({ ...sound, events, deadLetters: ["bad"] }, { poison })).toMatchObject(fine);
  expect(check({ ...sound, events }, { poison })).toMatchObject({ ...fine, lost: 1 });
});

test("events that nobody is told of, and notifications of other causes, are left alone", () => {
  const events = [...sound.events, { ...event("h1", "HoldExpired", 1), subject: "holds/1" }];
  const reminder = { userId: user, seq: 3, type: "reminder", eventId: "r1", at: 1 };
  expect(check({ ...sound, events, notifications: [...sound.notifications, reminder] })).toMatchObject(fine);
});
