import { deadReasons } from "@railbooker/events/dead-letters";
import type { Sql } from "@railbooker/runtime/database";
import { Counter, Gauge, Histogram, type Registry } from "@railbooker/runtime/metrics";
import { waitingMails } from "./email/mail-record.js";
import { countOverdue } from "./reminders/reminder-store.js";

export interface NotificationMetrics {
  event(outcome: string, type: string): void;
  duplicate(type: string): void;
  mail(outcome: string): void;
  /** @param seconds from the event until the mail server had it, a night that it was put off for included */
  mailSent(template: string, seconds: number): void;
  reminder(outcome: string): void;
  pruned(table: string, rows: number): void;
}

export function createNotificationMetrics(registry: Registry): NotificationMetrics {
  const counter = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Counter({ name, help, labelNames, registers: [registry] });
  const events = counter(
    "railbooker_events_consumed_total",
    "entries of the event stream, by what became of them",
    "type",
    "outcome",
  );
  const deadLettered = counter(
    "railbooker_events_dead_lettered_total",
    "events set aside as dead letters, by reason",
    "reason",
  );
  // From the start, so that the first one shows as an increase.
  for (const reason of deadReasons) deadLettered.inc({ reason }, 0);
  const duplicates = counter(
    "railbooker_events_duplicate_total",
    "events that came again after they had had their effect",
    "type",
  );
  const mails = counter(
    "railbooker_mail_attempts_total",
    "attempts to hand a mail to the e-mail service, by outcome",
    "outcome",
  );
  const endToEnd = new Histogram({
    name: "railbooker_email_end_to_end_seconds",
    help: "from what a mail tells of until the mail server had it",
    labelNames: ["template"],
    buckets: [0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900, 3600],
    registers: [registry],
  });
  const reminders = counter("railbooker_reminders_total", "reminders that were due, by outcome", "outcome");
  const pruned = counter("railbooker_rows_pruned_total", "rows past their retention", "table");
  return {
    event: (outcome, type) => {
      events.inc({ outcome, type });
      const reason = deadReasons.find((each) => each === outcome);
      if (reason !== undefined) deadLettered.inc({ reason });
    },
    duplicate: (type) => duplicates.inc({ type }),
    mail: (outcome) => mails.inc({ outcome }),
    mailSent: (template, seconds) => endToEnd.observe({ template }, seconds),
    reminder: (outcome) => reminders.inc({ outcome }),
    pruned: (table, rows) => pruned.inc({ table }, rows),
  };
}

/** What Postgres knows to be late, asked at each scrape; a scrape that cannot ask leaves the number out. */
export function measureLateness(registry: Registry, sql: Sql, clock: () => Date): void {
  const gauge = (name: string, help: string, measure: () => Promise<number>) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        await measure().then(
          (value) => this.set(value),
          () => this.remove(),
        );
      },
    });
  gauge(
    "railbooker_mail_oldest_waiting_seconds",
    "age of the oldest mail that is neither sent nor given up",
    async () => (await waitingMails(sql, clock())).oldestSeconds,
  );
  gauge("railbooker_reminders_overdue", "reminders past their time that were not told", () =>
    countOverdue(sql, clock()),
  );
}
