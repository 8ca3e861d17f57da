import type { Patience } from "./quiet-hours.js";
import type { Text, Texts } from "./texts.js";

/** The kinds of notification that a traveller sees and may choose channels for. */
export const kinds = [
  "booking-confirmed",
  "booking-cancelled",
  "payment",
  "train-delayed",
  "train-cancelled",
  "train-changed",
  "platform",
  "reminder",
  "waitlist",
  "welcome",
  "security",
] as const;
export type Kind = (typeof kinds)[number];

export interface NewNotification {
  type: Kind;
  /** What it says, in whatever language its user reads. */
  text: (texts: Texts) => Text;
  data: Record<string, unknown>;
}

export interface NewMail {
  /** Template of the e-mail service. */
  template: string;
  to: string;
  data: Record<string, unknown>;
  /** Set where the traveller may choose not to get it; a mail without it is always sent. */
  optional?: Kind;
  /** Set where it need not wake anybody. */
  canWait?: Patience;
}

/** Who is told what because of an event. */
export interface Reaction {
  userId: string;
  notification?: NewNotification;
  mails: NewMail[];
}
