import type { Locale } from "@railbooker/events/account-events";
import Type, { type Static } from "typebox";
import { textsIn } from "./languages.js";
import { type Patience, QuietHours, releaseTime } from "./quiet-hours.js";
import type { Kind, NewMail, NewNotification, Reaction } from "./reaction.js";
import type { Text } from "./texts.js";

const Channels = Type.Object(
  { email: Type.Boolean(), push: Type.Boolean() },
  { additionalProperties: false },
);
type Channel = keyof Static<typeof Channels>;

/**
 * By kind of notification: whether it is mailed, and whether it is shown at once. All are kept in the feed. What can wait
 * comes after the quiet hours; null for none.
 */
export const Preferences = Type.Object(
  {
    "booking-confirmed": Channels,
    "booking-cancelled": Channels,
    payment: Channels,
    "train-delayed": Channels,
    "train-cancelled": Channels,
    "train-changed": Channels,
    platform: Channels,
    reminder: Channels,
    waitlist: Channels,
    welcome: Channels,
    security: Channels,
    quietHours: Type.Union([QuietHours, Type.Null()]),
  },
  { additionalProperties: false },
);
export type Preferences = Static<typeof Preferences>;

/** What a user sends: a kind left out keeps its default, so that a client older than a kind can still choose. */
export const PreferenceChoices = Type.Partial(Preferences, { additionalProperties: false });

export const defaultPreferences: Preferences = {
  "booking-confirmed": { email: true, push: true },
  "booking-cancelled": { email: true, push: true },
  payment: { email: true, push: true },
  "train-delayed": { email: true, push: true },
  "train-cancelled": { email: true, push: true },
  "train-changed": { email: true, push: true },
  platform: { email: true, push: true },
  reminder: { email: true, push: true },
  waitlist: { email: true, push: true },
  welcome: { email: true, push: true },
  security: { email: true, push: true },
  quietHours: { from: "22:00", to: "07:00" },
};

/**
 * What is always told, and why. A cancellation that nobody hears of leaves someone on a platform. Mails that protect the
 * account (a new password, a link to a booking) belong to no kind and cannot be chosen at all.
 */
export const alwaysTold: Readonly<Record<Channel, Partial<Record<Kind, string>>>> = {
  email: {
    "booking-cancelled": "a cancellation ends what you have paid for",
    payment: "it says what became of your money",
    "train-cancelled": "without it you would wait for a train that does not run",
    "train-changed": "the times on your ticket no longer hold",
    platform: "without it you would wait where your train does not stop",
    welcome: "it confirms that the address is yours, which protects the account",
    security: "if it was not you, you must know at once",
  },
  push: {
    "booking-cancelled": "a cancellation ends what you have paid for",
    "train-cancelled": "without it you would wait for a train that does not run",
    "train-changed": "the times on your ticket no longer hold",
    platform: "without it you would wait where your train does not stop",
    security: "if it was not you, you must know at once",
  },
};

/** A mail that is to be sent, and when. */
export type DueMail = Omit<NewMail, "optional" | "canWait"> & { locale: Locale; sendAt: Date };

/** A notification in its user's language. */
export type WordedNotification = Omit<NewNotification, "text"> & Text;

export interface Heeded {
  userId: string;
  notification?: WordedNotification;
  mails: DueMail[];
  push: boolean;
}

/** How a user wants to be told. */
export interface Wishes {
  preferences: Preferences;
  locale: Locale;
  /** The account is gone: there is no feed any more. What is mailed has its address from the event. */
  erased?: boolean;
}

/** What is left to tell once the traveller's choices are heard, in their language. */
export function heed(
  { userId, notification: meant, mails }: Reaction,
  { preferences, locale, erased = false }: Wishes,
  now: Date,
): Heeded {
  const notification = erased ? undefined : meant;
  const sendAt = (canWait: Patience | undefined) =>
    canWait === undefined ? now : releaseTime(now, canWait, preferences.quietHours);
  return {
    userId,
    ...(notification === undefined ? {} : { notification: worded(notification, locale) }),
    mails: mails
      .filter(({ optional }) => optional === undefined || preferences[optional].email)
      .map(({ optional: _chosen, canWait, ...mail }) => ({ ...mail, locale, sendAt: sendAt(canWait) })),
    push: notification !== undefined && preferences[notification.type].push,
  };
}

function worded({ type, text, data }: NewNotification, locale: Locale): WordedNotification {
  return { type, ...text(textsIn(locale)), data };
}
