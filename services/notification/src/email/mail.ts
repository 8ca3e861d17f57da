import type { Locale } from "@railbooker/events/account-events";

/** What a job of the `email` queue holds: names and codes stay in Postgres. Its id is the mail's. */
export interface MailJob {
  mailId: string;
}

/** A mail about to be sent. */
export interface Mail {
  id: string;
  /** How often its fate was unknown. */
  doubts: number;
  eventId: string;
  template: string;
  locale: Locale;
  recipient: string;
  data: Record<string, unknown>;
  traceparent: string | null;
  /** When the event was taken in; a mail put off for the night was written then too. */
  createdAt: Date;
}

/**
 * - `sent`: the mail server has it.
 * - `refused`: the same mail would be refused again.
 * - `unknown`: it may have been sent. It is sent again a few times: two tickets are a lesser evil than none.
 */
export type MailOutcome =
  | { kind: "sent" }
  | { kind: "refused"; reason: string }
  | { kind: "unknown"; reason: string };

/** How often a mail is handed over in all when its fate is unknown each time. */
export const mostHandOvers = 3;

/** The key that makes a repeat harmless. After an unknown fate it is another: the e-mail service keeps to its doubt. */
export const keyOf = ({ id, doubts }: Pick<Mail, "id" | "doubts">): string =>
  doubts === 0 ? id : `${id}.${doubts}`;
