import { Counter, Gauge, Histogram, type Registry } from "@railbooker/runtime/metrics";
import type { FailureKind } from "./outcome.js";

export interface SendingMetrics {
  /** @param template a known one only: a label must not grow with what callers send. */
  count(template: string, outcome: "sent" | "replayed" | "failed" | FailureKind): void;
  /** Starts timing one hand-over to the mail server; call what it returns at the end. */
  startTimer(): () => void;
  /** 1 while the mail server refuses our login: nothing is sent until an operator mends it. */
  setLoginRefused(refused: boolean): void;
}

export function createSendingMetrics(registry: Registry, pending: () => number): SendingMetrics {
  const emails = new Counter({
    name: "railbooker_emails_total",
    help: "mails by template and what became of them",
    labelNames: ["template", "outcome"],
    registers: [registry],
  });
  const duration = new Histogram({
    name: "railbooker_email_smtp_duration_seconds",
    help: "time from asking the pool to the mail server's answer",
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20],
    registers: [registry],
  });
  const loginRefused = new Gauge({
    name: "railbooker_smtp_circuit_open",
    help: "1 while the mail server refuses our login and nothing is sent",
    registers: [registry],
  });
  new Gauge({
    name: "railbooker_emails_pending",
    help: "mails accepted and not yet answered by the mail server",
    registers: [registry],
    collect() {
      this.set(pending());
    },
  });
  return {
    count: (template, outcome) => emails.inc({ template, outcome }),
    startTimer: () => {
      const end = duration.startTimer();
      return () => {
        end();
      };
    },
    setLoginRefused: (refused) => loginRefused.set(refused ? 1 : 0),
  };
}
