import type { Static } from "typebox";
import {
  AccountDeleted,
  EmailChanged,
  EmailChangeRequested,
  LanguageChanged,
  PasswordChanged,
  PasswordResetRequested,
  UserRegistered,
} from "./account-events.js";
import {
  BookingCancelled,
  BookingCreated,
  BookingExchanged,
  BookingLinkRequested,
  HoldExpired,
  TicketInspected,
  TicketResendRequested,
  WaitlistConfirmed,
  WaitlistJoined,
} from "./booking-events.js";
import { PaymentFailed, RefundCompleted, RefundStarted } from "./payment-events.js";
import {
  PlatformChanged,
  SeatsChanged,
  TimetableImported,
  TrainCancelled,
  TrainChanged,
  TrainDelayed,
} from "./train-events.js";

/** Every event of the bus by name. Additive within a version; what breaks becomes version 2 beside it. */
export const catalogue = {
  UserRegistered,
  LanguageChanged,
  PasswordResetRequested,
  PasswordChanged,
  EmailChangeRequested,
  EmailChanged,
  AccountDeleted,
  BookingCreated,
  BookingCancelled,
  BookingExchanged,
  BookingLinkRequested,
  TicketResendRequested,
  PaymentFailed,
  RefundStarted,
  RefundCompleted,
  HoldExpired,
  SeatsChanged,
  TrainDelayed,
  TrainCancelled,
  TrainChanged,
  PlatformChanged,
  TimetableImported,
  TicketInspected,
  WaitlistJoined,
  WaitlistConfirmed,
} as const;

export type EventName = keyof typeof catalogue;
export type EventData<N extends EventName> = Static<(typeof catalogue)[N]["data"]>;

export const eventNames = Object.keys(catalogue) as EventName[];

/** CloudEvents type, such as `com.railbooker.BookingCreated.v1`. */
export const eventType = (name: EventName): string => `com.railbooker.${name}.v${catalogue[name].version}`;

/** Name and version behind a CloudEvents type; undefined for a kind that this build does not know. */
export function eventKindOf(type: string): { name: EventName; version: number } | undefined {
  const [, name = "", version] = /^com\.railbooker\.(\w+)\.v(\d+)$/.exec(type) ?? [];
  const known = eventNames.find((each) => each === name);
  return known === undefined ? undefined : { name: known, version: Number(version) };
}

/** The name alone, of whatever version. */
export const eventNameOf = (type: string): EventName | undefined => eventKindOf(type)?.name;
