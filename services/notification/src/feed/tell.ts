import type { Handlers } from "@railbooker/events/bus";
import type { BusEvent } from "@railbooker/events/envelope";
import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction } from "@railbooker/runtime/database";
import type { Logger } from "@railbooker/runtime/logger";
import { currentContext } from "@railbooker/runtime/work-context";
import { followingEvent } from "../following.js";
import { reactTo, type Told, told } from "../reactions/react.js";
import { changeReminders } from "../reminders/change-store.js";
import { reminderChange } from "../reminders/reminder-change.js";
import type { Announce, Stored } from "./announce.js";
import { takeIn } from "./inbox-store.js";
import { storeReaction } from "./store-reaction.js";

export interface TellDeps {
  inTransaction: InTransaction;
  group: string;
  announce: Announce;
  clock: Clock;
  log: Logger;
  /** For metrics: an event came that has had its effect. */
  onDuplicate: (type: string) => void;
}

/** A handler for each event that someone is told about. */
export function tellHandlers(deps: TellDeps): Handlers {
  const handler = (event: BusEvent<Told>) => followingEvent(event, () => tell(deps, event));
  return Object.fromEntries(told.map((name) => [name, handler])) as Handlers;
}

/**
 * Stores the notifications, the mails and what becomes of reminders together with the fact that the event has had its
 * effect; then announces them.
 */
export async function tell(deps: TellDeps, event: BusEvent<Told>): Promise<void> {
  const stored = await store(deps, event);
  if (stored === undefined) {
    deps.onDuplicate(event.name);
    deps.log.debug({ event: event.id }, "event came again and was dropped");
    return;
  }
  await deps.announce(stored);
}

/** @returns undefined when the event has had its effect before. */
function store(
  { inTransaction, group, clock }: TellDeps,
  event: BusEvent<Told>,
): Promise<Stored[] | undefined> {
  const change = reminderChange(event);
  // Feeds are locked one by one: in the same order for every event, or two events could wait for each other.
  const reactions = reactTo(event).sort((a, b) => (a.userId < b.userId ? -1 : 1));
  return inTransaction(async (sql) => {
    if (!(await takeIn(sql, group, event.id))) return undefined;
    const at = clock();
    if (change !== undefined) await changeReminders(sql, change, at);
    const cause = { causeId: event.id, at, traceparent: currentContext()?.traceparent };
    const stored: Stored[] = [];
    for (const reaction of reactions) stored.push(await storeReaction(sql, reaction, cause));
    return stored;
  });
}
