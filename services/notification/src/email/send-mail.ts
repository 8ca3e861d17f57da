import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import { coerceError } from "@railbooker/runtime/errors";
import type { Logger } from "@railbooker/runtime/logger";
import type { JobRun } from "@railbooker/runtime/queue";
import { followingMail } from "../following.js";
import type { EmailClient } from "./email-client.js";
import type { Mail, MailJob } from "./mail.js";
import { outcomeOf } from "./mail-outcome.js";
import { beginAttempt, noteDoubt, noteFailure, settleMail } from "./mail-store.js";

export interface SendMailDeps {
  sql: Sql;
  client: EmailClient;
  clock: Clock;
  log: Logger;
  /** For metrics: what became of an attempt. */
  observe: (outcome: "sent" | "refused" | "unknown" | "retried") => void;
  /** For metrics: how long the traveller has waited. */
  onSent: (template: string, seconds: number) => void;
}

/** The worker of the `email` queue: one attempt. Throws when the mail should be tried again. */
export function createSendMail({ sql, client, clock, log, observe, onSent }: SendMailDeps) {
  return async ({ mailId }: MailJob, { signal, attempt }: JobRun): Promise<void> => {
    const mail = await beginAttempt(sql, mailId);
    if (mail === undefined) return;
    await followingMail(mail, attempt, () => send(mail, signal, attempt));
  };

  async function send(mail: Mail, signal: AbortSignal, attempt: number): Promise<void> {
    const mailId = mail.id;
    try {
      const answer = await client.send(mail, signal);
      const outcome = outcomeOf(answer);
      if (outcome === undefined) throw new Error(`the e-mail service answered ${answer.status}`);
      if (outcome.kind === "unknown") {
        if (await noteDoubt(sql, mail, outcome.reason, clock())) throw new Error(outcome.reason);
        observe("unknown");
        log.error(
          { mailId, reason: outcome.reason },
          "nobody knows whether a mail was sent; it is not sent again",
        );
        return;
      }
      await settleMail(sql, mailId, outcome, clock());
      observe(outcome.kind);
      if (outcome.kind === "sent")
        onSent(mail.template, (clock().getTime() - mail.createdAt.getTime()) / 1000);
      if (outcome.kind !== "sent")
        log.error({ mailId, outcome: outcome.kind, reason: outcome.reason }, "a mail was not sent");
    } catch (thrown) {
      const { message } = coerceError(thrown);
      observe("retried");
      log.warn({ mailId, attempt, reason: message }, "a mail could not be sent; trying again");
      await noteFailure(sql, mailId, message.slice(0, 500), clock());
      throw thrown;
    }
  }
}
