import type { EventName } from "@railbooker/events/catalogue";
import type { BusEvent } from "@railbooker/events/envelope";
import { passwordResetRequested, userRegistered } from "./account-reactions.js";
import { bookingCancelled, bookingCreated } from "./booking-reactions.js";
import type { Reaction } from "./reaction.js";
import { trainCancelled, trainChanged, trainDelayed } from "./train-reactions.js";

/** The events that someone is told about. */
export const told = [
  "UserRegistered",
  "PasswordResetRequested",
  "BookingCreated",
  "BookingCancelled",
  "TrainDelayed",
  "TrainCancelled",
  "TrainChanged",
] as const satisfies readonly EventName[];
export type Told = (typeof told)[number];

/** One reaction for each user that is told, in an order that depends on nothing but the event. */
export function reactTo(event: BusEvent<Told>): Reaction[] {
  switch (event.name) {
    case "UserRegistered":
      return [userRegistered(event.data)];
    case "PasswordResetRequested":
      return [passwordResetRequested(event.data)];
    case "BookingCreated":
      return [bookingCreated(event.data)];
    case "BookingCancelled":
      return [bookingCancelled(event.data)];
    case "TrainDelayed":
      return trainDelayed(event.data);
    case "TrainCancelled":
      return trainCancelled(event.data);
    case "TrainChanged":
      return trainChanged(event.data);
    default:
      return unreachable(event);
  }
}

function unreachable(event: never): never {
  throw new Error(`no reaction is written for ${JSON.stringify(event)}`);
}
