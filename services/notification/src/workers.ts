import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import type { Logger } from "@railbooker/runtime/logger";
import type { JobQueue } from "@railbooker/runtime/queue";
import type { Repeated } from "@railbooker/runtime/repeat";
import type { EmailClient } from "./email/email-client.js";
import type { MailJob } from "./email/mail.js";
import { createMailSweeper } from "./email/mail-sweeper.js";
import { createSendMail } from "./email/send-mail.js";
import type { Announce } from "./feed/announce.js";
import type { NotificationMetrics } from "./metrics.js";
import { createPruner, type Retention } from "./pruning/pruner.js";
import type { ReminderJob } from "./reminders/reminder.js";
import { createReminderSweeper } from "./reminders/reminder-sweeper.js";
import { createSendReminder } from "./reminders/send-reminder.js";

export interface WorkerDeps {
  sql: Sql;
  inTransaction: InTransaction;
  announce: Announce;
  mailQueue: JobQueue<MailJob>;
  reminderQueue: JobQueue<ReminderJob>;
  client: EmailClient;
  metrics: NotificationMetrics;
  retention: Retention;
  clock: Clock;
  log: Logger;
  sweepMs?: number;
}

const mailsAtOnce = 4;
const remindersAtOnce = 4;

/** Sets the queues to work at once; what is given back sweeps, by name, and is to be started and stopped. */
export function createWorkers(deps: WorkerDeps): Record<string, Repeated> {
  const { mailQueue, reminderQueue, metrics, sweepMs } = deps;
  const every = sweepMs === undefined ? {} : { everyMs: sweepMs };
  mailQueue.process(
    mailsAtOnce,
    createSendMail({ ...deps, observe: metrics.mail, onSent: metrics.mailSent }),
  );
  reminderQueue.process(remindersAtOnce, createSendReminder({ ...deps, observe: metrics.reminder }));
  return {
    "mail sweeper": createMailSweeper({ ...deps, ...every, queue: mailQueue }),
    "reminder sweeper": createReminderSweeper({ ...deps, ...every, queue: reminderQueue }),
    pruner: createPruner({ ...deps, observe: metrics.pruned }),
  };
}
