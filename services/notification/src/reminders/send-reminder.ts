import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import type { Announce, Stored } from "../feed/announce.js";
import { storeReactions } from "../feed/store-reactions.js";
import { heed } from "../reactions/preferences.js";
import { readWishes } from "../travellers/wishes-store.js";
import { describeReminder } from "./describe-reminder.js";
import { type DueReminder, decide, type ReminderJob } from "./reminder.js";
import { claimReminder, dropReminder, holdReminder } from "./reminder-store.js";

export type ReminderOutcome = "sent" | "held" | "dropped";

export interface SendReminderDeps {
  inTransaction: InTransaction;
  announce: Announce;
  clock: Clock;
  /** For metrics. */
  observe: (outcome: ReminderOutcome) => void;
}

/**
 * The worker of the `notification` queue. The claim, the notification and the mail are one transaction: a job that runs
 * twice finds the reminder sent. A job that comes before its reminder is due finds nothing either; the sweeper has queued
 * another for the time to which it moved.
 */
export function createSendReminder({ inTransaction, announce, clock, observe }: SendReminderDeps) {
  return async ({ reminderId }: ReminderJob): Promise<void> => {
    const result = await inTransaction(async (sql) => {
      const now = clock();
      const reminder = await claimReminder(sql, reminderId, now);
      return reminder === undefined ? undefined : settle(sql, reminder, now);
    });
    if (result === undefined) return;
    observe(result.outcome);
    if (result.stored !== undefined) await announce([result.stored]);
  };
}

async function settle(
  sql: Sql,
  reminder: DueReminder,
  now: Date,
): Promise<{ outcome: ReminderOutcome; stored?: Stored }> {
  const wishes = (await readWishes(sql, [reminder.userId])).of(reminder.userId);
  const { preferences } = wishes;
  const decision = decide(reminder, preferences.quietHours, now);
  const wanted = preferences.reminder.email || preferences.reminder.push;
  if (decision.kind === "drop" || !wanted) {
    await dropReminder(sql, reminder.id);
    return { outcome: "dropped" };
  }
  if (decision.kind === "hold") {
    await holdReminder(sql, reminder.id, decision.until);
    return { outcome: "held" };
  }
  const cause = { causeId: `reminder:${reminder.id}`, at: now };
  const told = heed(describeReminder(reminder, now), wishes, now);
  const [stored] = await storeReactions(sql, [told], cause);
  return { outcome: "sent", ...(stored === undefined ? {} : { stored }) };
}
