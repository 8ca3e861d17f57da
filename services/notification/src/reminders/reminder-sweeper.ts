import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import type { Logger } from "@railbooker/runtime/logger";
import type { JobQueue } from "@railbooker/runtime/queue";
import { type Repeated, repeat } from "@railbooker/runtime/repeat";
import type { ReminderJob } from "./reminder.js";
import { takeDueReminders } from "./reminder-store.js";

export interface ReminderSweeperOptions {
  sql: Sql;
  queue: JobQueue<ReminderJob>;
  clock: Clock;
  log: Logger;
  everyMs?: number;
}

const batch = 1000;
/** The queue holds what is due soon; what lies further ahead stays in Postgres, where it can still move. */
const horizonMs = 10 * 60_000;
/** Clocks of processes differ by some milliseconds; a job that comes too early would have to wait for the next round. */
const marginMs = 50;

/** Queues what is due soon, again and again until it is settled: what a wiped Redis has forgotten comes back with the next round. */
export function createReminderSweeper(options: ReminderSweeperOptions): Repeated {
  const { sql, queue, clock, log, everyMs = 15_000 } = options;
  return repeat({
    everyMs,
    log,
    what: "queueing reminders",
    round: async (stopping) => {
      const now = clock();
      const due = await takeDueReminders(sql, {
        dueBefore: new Date(now.getTime() + horizonMs),
        queuedBefore: new Date(now.getTime() - everyMs),
        now,
        limit: batch,
      });
      for (const { id, dueAt } of due) {
        if (stopping()) return;
        const delayMs = Math.max(0, dueAt.getTime() - now.getTime()) + marginMs;
        // A reminder that moved has another time, and so another job.
        await queue.add(`${id}.${dueAt.getTime()}`, { reminderId: id }, { delayMs });
      }
    },
  });
}
