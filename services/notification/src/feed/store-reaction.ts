import type { Sql } from "@railbooker/runtime/database";
import { insertMails } from "../email/mail-store.js";
import { heed } from "../reactions/preferences.js";
import type { Reaction } from "../reactions/reaction.js";
import type { Stored } from "./announce.js";
import { appendNotification } from "./feed-store.js";
import { readPreferences } from "./preference-store.js";

/** What made the reaction, and when. */
export interface Cause {
  /** Id of the event or of the reminder. */
  causeId: string;
  at: Date;
  traceparent?: string | undefined;
}

/** Stores what one user is told, in the transaction of its cause. */
export async function storeReaction(sql: Sql, reaction: Reaction, cause: Cause): Promise<Stored> {
  const preferences = await readPreferences(sql, reaction.userId);
  const { userId, notification, mails, push } = heed(reaction, preferences, cause.at);
  const mailIds = await insertMails(sql, mails, { ...cause, userId });
  if (notification === undefined) return { userId, mailIds };
  const appended = await appendNotification(sql, { ...cause, userId, notification, silent: !push });
  return push ? { userId, shown: appended, mailIds } : { userId, mailIds };
}
