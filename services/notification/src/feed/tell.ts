import type { Handlers } from "@railbooker/events/bus";
import type { BusEvent } from "@railbooker/events/envelope";
import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import { coerceError } from "@railbooker/runtime/errors";
import type { Logger } from "@railbooker/runtime/logger";
import type { JobQueue } from "@railbooker/runtime/queue";
import type { MailJob } from "../email/mail.js";
import { insertMails } from "../email/mail-store.js";
import type { Push } from "../push/push.js";
import { heed } from "../reactions/preferences.js";
import { reactTo, type Told, told } from "../reactions/react.js";
import type { Reaction } from "../reactions/reaction.js";
import { appendNotification, type StoredNotification } from "./feed-store.js";
import { takeIn } from "./inbox-store.js";
import { readPreferences } from "./preference-store.js";

export interface TellDeps {
  inTransaction: InTransaction;
  group: string;
  push: Push;
  mailQueue: JobQueue<MailJob>;
  clock: Clock;
  log: Logger;
}

interface Stored {
  userId: string;
  /** What to show at once; left out where the traveller does not want that. */
  shown?: StoredNotification;
  mailIds: string[];
}

/** A handler for each event that someone is told about. */
export function tellHandlers(deps: TellDeps): Handlers {
  const handler = (event: BusEvent<Told>) => tell(deps, event);
  return Object.fromEntries(told.map((name) => [name, handler])) as Handlers;
}

/**
 * Stores the notifications and the mails together with the fact that the event has had its effect; then pushes and queues.
 * What comes after the commit may be lost: the browser finds the gap, and the sweeper finds the mail.
 */
export async function tell(deps: TellDeps, event: BusEvent<Told>): Promise<void> {
  const stored = await store(deps, event, reactTo(event));
  if (stored === undefined) {
    deps.log.debug({ event: event.id }, "event came again and was dropped");
    return;
  }
  for (const { userId, shown } of stored) if (shown !== undefined) deps.push(userId, shown);
  const mailIds = stored.flatMap((each) => each.mailIds);
  const queued = await Promise.allSettled(mailIds.map((mailId) => deps.mailQueue.add(mailId, { mailId })));
  for (const result of queued) {
    if (result.status === "rejected")
      deps.log.warn({ reason: coerceError(result.reason).message }, "a mail waits for the sweeper");
  }
}

/** @returns undefined when the event has had its effect before. */
function store(
  { inTransaction, group, clock }: TellDeps,
  event: BusEvent<Told>,
  reactions: readonly Reaction[],
): Promise<Stored[] | undefined> {
  return inTransaction(async (sql) => {
    if (!(await takeIn(sql, group, event.id))) return undefined;
    const at = clock();
    const stored: Stored[] = [];
    // Feeds are locked one by one: in the same order for every event, or two events could wait for each other.
    const inOrder = [...reactions].sort((a, b) => (a.userId < b.userId ? -1 : 1));
    for (const reaction of inOrder) stored.push(await storeOne(sql, event, reaction, at));
    return stored;
  });
}

async function storeOne(sql: Sql, event: BusEvent<Told>, reaction: Reaction, at: Date): Promise<Stored> {
  const choices = await readPreferences(sql, reaction.userId);
  const { userId, notification, mails, push } = heed(reaction, choices);
  const mailIds = await insertMails(sql, mails, { event, userId, at });
  if (notification === undefined) return { userId, mailIds };
  const appended = await appendNotification(sql, userId, notification, event.id, at);
  return push ? { userId, shown: appended, mailIds } : { userId, mailIds };
}
