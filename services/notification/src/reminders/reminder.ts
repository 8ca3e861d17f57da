import { type QuietHours, releaseTime, zoneOf } from "../reactions/quiet-hours.js";
import { stationTimeAt } from "../reactions/wording.js";

export const reminderKinds = ["day-before", "two-hours"] as const;
export type ReminderKind = (typeof reminderKinds)[number];

/** What a reminder says of the trip; the departure stands beside it, since it may move. */
export interface Ride {
  /** Of each leg, in order; the first is the one to catch. */
  trains: { number: string; name: string }[];
  from: { id: string; name: string };
  to: { name: string; arrival: string };
}

/** A reminder as it is planned: one of a kind for each trip of a booking. */
export interface PlannedReminder {
  /** The same for the same trip and kind, so that planning again adds nothing. */
  id: string;
  kind: ReminderKind;
  reference: string;
  userId: string;
  email: string;
  /** The run that must be caught. */
  runId: string;
  /** By the timetable, on the station's clock. */
  departure: string;
  leadMinutes: number;
  ride: Ride;
}

/** What a job of the `notification` queue holds. */
export interface ReminderJob {
  reminderId: string;
}

export const leadMinutes: Record<ReminderKind, number> = { "day-before": 24 * 60, "two-hours": 2 * 60 };

/** Until how long before departure it is worth telling: a day's reminder until the next one comes, the last until the door. */
const usefulUntilMinutes: Record<ReminderKind, number> = { "day-before": 3 * 60, "two-hours": 0 };
/** How far quiet hours may push it: whoever is told an hour before can still get to the station. */
const waitsUntilMinutes: Record<ReminderKind, number> = { "day-before": 3 * 60, "two-hours": 60 };

const minuteMs = 60_000;

export function dueAt({ departure, leadMinutes: lead }: PlannedReminder, delayMinutes: number): Date {
  return new Date(Date.parse(departure) + (delayMinutes - lead) * minuteMs);
}

export interface DueReminder extends PlannedReminder {
  delayMinutes: number;
}

export type Decision = { kind: "tell" } | { kind: "hold"; until: Date } | { kind: "drop" };

/** What becomes of a reminder that is due: told now, held through the quiet hours, or dropped where it comes too late. */
export function decide(reminder: DueReminder, quiet: QuietHours | null, now: Date): Decision {
  const { kind, departure, delayMinutes } = reminder;
  const leavesMs = Date.parse(departure) + delayMinutes * minuteMs;
  if (now.getTime() >= leavesMs - usefulUntilMinutes[kind] * minuteMs) return { kind: "drop" };
  const until = stationTimeAt(new Date(leavesMs - waitsUntilMinutes[kind] * minuteMs), zoneOf(departure));
  const release = releaseTime(now, { until }, quiet);
  return release > now ? { kind: "hold", until: release } : { kind: "tell" };
}
