import type { Locale } from "@railbooker/events/account-events";
import type { BusEvent } from "@railbooker/events/envelope";
import type { Told } from "../reactions/react.js";

/** What an event about a user changes of what is known here. Versions tell an event that comes late. */
export interface TravellerChange {
  userId: string;
  version: number;
  /** Left out by early events. */
  locale?: Locale;
  /** What is still to be told at the one address is told at the other. */
  moved?: { from: string; to: string };
  /** The account is gone, and with it what is kept about its user. */
  erased?: true;
}

export function travellerChange(event: BusEvent<Told>): TravellerChange | undefined {
  switch (event.name) {
    case "UserRegistered":
    case "LanguageChanged":
    case "PasswordResetRequested":
    case "PasswordChanged":
    case "EmailChangeRequested":
      return changeOf(event);
    case "EmailChanged":
      return { ...changeOf(event), moved: { from: event.data.oldEmail, to: event.data.newEmail } };
    case "AccountDeleted":
      return { ...changeOf(event), erased: true };
    default:
      return undefined;
  }
}

function changeOf(event: {
  aggregateversion: number;
  data: { userId: string; locale?: Locale };
}): TravellerChange {
  const { userId, locale } = event.data;
  return { userId, version: event.aggregateversion, ...(locale === undefined ? {} : { locale }) };
}
