import type { EventName } from "@railbooker/events/catalogue";
import type { BusEvent } from "@railbooker/events/envelope";
import {
  accountDeleted,
  emailChanged,
  emailChangeRequested,
  languageChanged,
  passwordChanged,
  passwordResetRequested,
  userRegistered,
} from "./account-reactions.js";
import {
  bookingCancelled,
  bookingCreated,
  bookingExchanged,
  bookingLinkRequested,
  ticketResendRequested,
} from "./booking-reactions.js";
import { paymentFailed, refundCompleted, refundStarted } from "./payment-reactions.js";
import type { Reaction } from "./reaction.js";
import { platformChanged, trainCancelled, trainChanged, trainDelayed } from "./train-reactions.js";
import { waitlistConfirmed, waitlistJoined } from "./waitlist-reactions.js";

/** The events that someone is told about. */
export const told = [
  "UserRegistered",
  "LanguageChanged",
  "PasswordResetRequested",
  "PasswordChanged",
  "EmailChangeRequested",
  "EmailChanged",
  "AccountDeleted",
  "BookingCreated",
  "BookingCancelled",
  "BookingExchanged",
  "BookingLinkRequested",
  "TicketResendRequested",
  "PaymentFailed",
  "RefundStarted",
  "RefundCompleted",
  "WaitlistJoined",
  "WaitlistConfirmed",
  "TrainDelayed",
  "TrainCancelled",
  "TrainChanged",
  "PlatformChanged",
] as const satisfies readonly EventName[];
export type Told = (typeof told)[number];

/** One reaction for each user that is told, in an order that depends on nothing but the event. */
export function reactTo(event: BusEvent<Told>): Reaction[] {
  switch (event.name) {
    case "UserRegistered":
      return [userRegistered(event.data)];
    case "LanguageChanged":
      return [languageChanged(event.data)];
    case "PasswordResetRequested":
      return [passwordResetRequested(event.data)];
    case "PasswordChanged":
      return [passwordChanged(event.data)];
    case "EmailChangeRequested":
      return [emailChangeRequested(event.data)];
    case "EmailChanged":
      return [emailChanged(event.data)];
    case "AccountDeleted":
      return [accountDeleted(event.data)];
    case "BookingCreated":
      return [bookingCreated(event.data)];
    case "BookingCancelled":
      return [bookingCancelled(event.data)];
    case "BookingExchanged":
      return [bookingExchanged(event.data)];
    case "BookingLinkRequested":
      return [bookingLinkRequested(event.data)];
    case "TicketResendRequested":
      return [ticketResendRequested(event.data)];
    case "PaymentFailed":
      return [paymentFailed(event.data)];
    case "RefundStarted":
      return [refundStarted(event.data)];
    case "RefundCompleted":
      return [refundCompleted(event.data)];
    case "WaitlistJoined":
      return [waitlistJoined(event.data)];
    case "WaitlistConfirmed":
      return [waitlistConfirmed(event.data)];
    case "TrainDelayed":
      return trainDelayed(event.data);
    case "TrainCancelled":
      return trainCancelled(event.data);
    case "TrainChanged":
      return trainChanged(event.data);
    case "PlatformChanged":
      return platformChanged(event.data);
    default:
      return unreachable(event);
  }
}

function unreachable(event: never): never {
  throw new Error(`no reaction is written for ${JSON.stringify(event)}`);
}
