import { Counter, type Registry } from "@railbooker/runtime/metrics";

export interface NotificationMetrics {
  event(outcome: string, type: string): void;
  mail(outcome: string): void;
}

export function createNotificationMetrics(registry: Registry): NotificationMetrics {
  const events = new Counter({
    name: "railbooker_events_consumed_total",
    help: "entries of the event stream, by what became of them",
    labelNames: ["type", "outcome"],
    registers: [registry],
  });
  const mails = new Counter({
    name: "railbooker_mail_attempts_total",
    help: "attempts to hand a mail to the e-mail service, by outcome",
    labelNames: ["outcome"],
    registers: [registry],
  });
  return {
    event: (outcome, type) => events.inc({ outcome, type }),
    mail: (outcome) => mails.inc({ outcome }),
  };
}
