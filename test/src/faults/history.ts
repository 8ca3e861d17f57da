import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** What a run has left in the databases, in the mail server and with the buyers. Times are milliseconds since 1970. */
export interface History {
  /** Bookings whose buyers were told that they stand. */
  acknowledged: readonly Acknowledged[];
  /** What was committed to the outbox. */
  events: readonly CommittedEvent[];
  notifications: readonly StoredNotification[];
  mails: readonly StoredMail[];
  /** What the mail server took, copies included. */
  deliveries: readonly Delivery[];
  /** Ids of events that lie in the dead letters. */
  deadLetters: readonly string[];
}

export interface Acknowledged {
  reference: string;
  at: number;
}

export interface CommittedEvent {
  id: string;
  /** As `BookingCreated`. */
  name: string;
  /** The aggregate, as `bookings/K7M2QX`. */
  subject: string;
  /** Place in the order of its subject, from 1. */
  version: number;
  userId: string;
  at: number;
}

export interface StoredNotification {
  userId: string;
  /** Place in the user's feed: the order in which events had their effect. */
  seq: number;
  type: string;
  eventId: string;
  at: number;
}

export interface StoredMail {
  id: string;
  eventId: string;
  template: string;
  status: string;
}

export interface Delivery {
  /** Of the mail as stored, found by its Message-ID; undefined where nobody asked for such a mail. */
  mailId: string | undefined;
  at: number;
}

/** A moment of the run that is no record of the product's: when a fault began, when it was over. */
export interface Moment {
  at: number;
  what: string;
}

/** Writes everything as lines of JSON, oldest first, each with its kind. */
export async function writeHistory(
  file: string,
  history: History,
  moments: readonly Moment[],
): Promise<void> {
  const of = (kind: string, items: readonly object[]) => items.map((item) => ({ at: 0, kind, ...item }));
  const lines = [
    ...of("moment", moments),
    ...of("acknowledged", history.acknowledged),
    ...of("event", history.events),
    ...of("notification", history.notifications),
    ...of("mail", history.mails),
    ...of("delivery", history.deliveries),
    ...of(
      "dead-letter",
      history.deadLetters.map((eventId) => ({ eventId })),
    ),
  ].sort((a, b) => a.at - b.at);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
}
