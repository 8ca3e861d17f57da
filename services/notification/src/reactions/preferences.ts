import Type, { type Static } from "typebox";
import type { Kind, Reaction } from "./reaction.js";

const Channels = Type.Object(
  { email: Type.Boolean(), push: Type.Boolean() },
  { additionalProperties: false },
);

/** By kind of notification: whether it is mailed, and whether it is shown at once. All are kept in the feed. */
export const Preferences = Type.Object(
  {
    "booking-confirmed": Channels,
    "booking-cancelled": Channels,
    "train-delayed": Channels,
    "train-cancelled": Channels,
    "train-changed": Channels,
    waitlist: Channels,
    welcome: Channels,
  },
  { additionalProperties: false },
);
export type Preferences = Static<typeof Preferences>;

/** What a user sends: a kind left out keeps its default, so that a client older than a kind can still choose. */
export const PreferenceChoices = Type.Partial(Preferences, { additionalProperties: false });

export const defaultPreferences: Preferences = {
  "booking-confirmed": { email: true, push: true },
  "booking-cancelled": { email: true, push: true },
  "train-delayed": { email: true, push: true },
  "train-cancelled": { email: true, push: true },
  "train-changed": { email: true, push: true },
  waitlist: { email: true, push: true },
  welcome: { email: true, push: true },
};

/** Kinds whose mail is always sent: a cancellation that nobody hears of leaves someone on a platform. */
export const alwaysMailed: readonly Kind[] = [
  "booking-cancelled",
  "train-cancelled",
  "train-changed",
  "welcome",
];

/** What is left to tell once the traveller's choices are heard. */
export function heed(reaction: Reaction, preferences: Preferences): Reaction & { push: boolean } {
  const { notification, mails } = reaction;
  return {
    ...reaction,
    mails: mails.filter(({ optional }) => optional === undefined || preferences[optional].email),
    push: notification !== undefined && preferences[notification.type].push,
  };
}
