import type { Handlers } from "@railbooker/events/bus";
import type { BusEvent } from "@railbooker/events/envelope";
import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import type { Logger } from "@railbooker/runtime/logger";
import { currentContext } from "@railbooker/runtime/work-context";
import { followingEvent } from "../following.js";
import { heed } from "../reactions/preferences.js";
import { reactTo, type Told, told } from "../reactions/react.js";
import { changeReminders } from "../reminders/change-store.js";
import { reminderChange } from "../reminders/reminder-change.js";
import { travellerChange } from "../travellers/traveller-change.js";
import { changeTraveller } from "../travellers/traveller-store.js";
import { readWishes, type WishesOf } from "../travellers/wishes-store.js";
import type { Announce, Stored } from "./announce.js";
import { takeIn } from "./inbox-store.js";
import { storeOnce, storeReactions } from "./store-reactions.js";

export interface TellDeps {
  sql: Sql;
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
async function store(
  { sql, inTransaction, group, clock }: TellDeps,
  event: BusEvent<Told>,
): Promise<Stored[] | undefined> {
  const at = clock();
  const reactions = reactTo(event);
  const heeded = (wishes: WishesOf) =>
    reactions.map((reaction) => heed(reaction, wishes.of(reaction.userId), at));
  const cause = { causeId: event.id, at, traceparent: currentContext()?.traceparent };
  const [reminders, traveller] = [reminderChange(event), travellerChange(event)];
  if (reminders === undefined && traveller === undefined)
    return storeOnce(sql, { group, eventId: event.id }, heeded, cause);
  // Reminders before feeds, as the worker that sends a reminder locks them.
  return inTransaction(async (joined) => {
    if (!(await takeIn(joined, group, event.id))) return undefined;
    if (reminders !== undefined) await changeReminders(joined, reminders, at);
    if (traveller !== undefined) await changeTraveller(joined, traveller, at);
    const users = reactions.map(({ userId }) => userId);
    return storeReactions(joined, heeded(await readWishes(joined, users)), cause);
  });
}
