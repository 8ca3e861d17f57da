import type { Locale } from "@railbooker/events/account-events";
import { defaultPreferences, heed, type WordedNotification } from "../reactions/preferences.js";
import type { Reaction } from "../reactions/reaction.js";

/** What a reaction shows to somebody who has chosen nothing but a language. */
export function inWords(
  reaction: Reaction | undefined,
  locale: Locale = "en",
): WordedNotification | undefined {
  if (reaction === undefined) throw new Error("there is no reaction");
  return heed(reaction, { preferences: defaultPreferences, locale }, new Date()).notification;
}
