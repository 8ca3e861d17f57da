import type { BusEvent } from "@railbooker/events/envelope";
import type { Told } from "../reactions/react.js";
import { planReminders } from "./plan-reminders.js";
import type { PlannedReminder } from "./reminder.js";

/** What an event changes about reminders. Versions tell an event that comes late, as when it is replayed. */
export type ReminderChange =
  | { kind: "plan"; reference: string; version: number; reminders: PlannedReminder[] }
  | { kind: "delay"; runId: string; version: number; delayMinutes: number }
  | { kind: "drop"; runId: string; references: string[] }
  | { kind: "times"; runId: string; rides: NewTimes[] };

export interface NewTimes {
  reference: string;
  fromId: string;
  departure: string;
}

export function reminderChange(event: BusEvent<Told>): ReminderChange | undefined {
  const version = event.aggregateversion;
  switch (event.name) {
    case "BookingCreated":
    case "BookingCancelled": {
      const { userId, booking } = event.data;
      return plan(version, booking.reference, planReminders(userId, booking));
    }
    case "BookingExchanged": {
      const { userId, after } = event.data;
      return plan(version, after.reference, planReminders(userId, after));
    }
    case "TrainDelayed": {
      const { runId, delayMinutes } = event.data;
      return { kind: "delay", runId, version, delayMinutes };
    }
    case "TrainChanged": {
      const { runId, travellers } = event.data;
      const rides = travellers.flatMap(({ bookings }) =>
        bookings.map(({ reference, from, now }) => ({
          reference,
          fromId: from.id,
          departure: now.departure,
        })),
      );
      return { kind: "times", runId, rides };
    }
    case "TrainCancelled": {
      // Only for those named: after a new timetable the train may run on for others.
      const { runId, travellers = [] } = event.data;
      return {
        kind: "drop",
        runId,
        references: travellers.flatMap(({ bookings }) => bookings.map(({ reference }) => reference)),
      };
    }
    case "UserRegistered":
    case "LanguageChanged":
    case "PasswordResetRequested":
    case "PasswordChanged":
    case "EmailChangeRequested":
    case "EmailChanged":
    case "AccountDeleted":
    case "BookingLinkRequested":
    case "TicketResendRequested":
    case "PaymentFailed":
    case "RefundStarted":
    case "RefundCompleted":
    case "WaitlistJoined":
    case "WaitlistConfirmed":
    case "PlatformChanged":
      return undefined;
    default:
      return unreachable(event);
  }
}

const plan = (version: number, reference: string, reminders: PlannedReminder[]): ReminderChange => ({
  kind: "plan",
  reference,
  version,
  reminders,
});

function unreachable(event: never): never {
  throw new Error(`whether reminders change is not written for ${JSON.stringify(event)}`);
}
