/** What a job of the `email` queue holds: names and codes stay in Postgres. Its id is the mail's. */
export interface MailJob {
  mailId: string;
}

/** A mail about to be sent. */
export interface Mail {
  /** Also the key that makes a repeat harmless. */
  id: string;
  eventId: string;
  template: string;
  recipient: string;
  data: Record<string, unknown>;
  traceparent: string | null;
  /** When the event was taken in; a mail put off for the night was written then too. */
  createdAt: Date;
}

/**
 * - `sent`: the mail server has it.
 * - `refused`: the same mail would be refused again.
 * - `unknown`: it may have been sent; sending again might double it.
 */
export type MailOutcome =
  | { kind: "sent" }
  | { kind: "refused"; reason: string }
  | { kind: "unknown"; reason: string };
