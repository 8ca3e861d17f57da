import type { EventName } from "@railbooker/events/catalogue";
import type { BusEvent } from "@railbooker/events/envelope";
import { passwordResetRequested, userRegistered } from "./account-reactions.js";
import { bookingCancelled, bookingCreated } from "./booking-reactions.js";
import type { Reaction } from "./reaction.js";

/** The events that someone is told about. */
export const told = [
  "UserRegistered",
  "PasswordResetRequested",
  "BookingCreated",
  "BookingCancelled",
] as const satisfies readonly EventName[];
export type Told = (typeof told)[number];

export function reactTo(event: BusEvent<Told>): Reaction {
  switch (event.name) {
    case "UserRegistered":
      return userRegistered(event.data);
    case "PasswordResetRequested":
      return passwordResetRequested(event.data);
    case "BookingCreated":
      return bookingCreated(event.data);
    case "BookingCancelled":
      return bookingCancelled(event.data);
    default:
      return unreachable(event);
  }
}

function unreachable(event: never): never {
  throw new Error(`no reaction is written for ${JSON.stringify(event)}`);
}
