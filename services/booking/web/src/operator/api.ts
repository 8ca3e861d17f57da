export interface Live {
  at: string;
  bookings: { minute: string; count: number }[];
  outbox: { waiting: number; oldestSeconds: number };
  /** Left out where Redis does not answer. */
  bus?: {
    deadLetters: number;
    streams: { stream: string; groups: { name: string; lag?: number; pending: number }[] }[];
  };
  /** Left out where the notification service does not answer. */
  mails?: {
    waiting: number;
    oldestSeconds: number;
    minutes: { minute: string; sent: number; deferred: number; failed: number; unknown: number }[];
  };
}

export interface DayTrain {
  runId: string;
  train: { number: string; name: string };
  from: { name: string; time: string };
  to: { name: string; time: string };
  status: "scheduled" | "cancelled";
  delayMinutes: number;
  reason: string;
  seats: number;
  inUse: number;
}

export interface Affected {
  travellers: number;
  bookings: number;
}

export interface Letter {
  id: string;
  at: string;
  type: string;
  subject: string;
  reason: string;
  attempts: number;
  group: string;
  replayable: boolean;
}

export type ActionName =
  | "delay-reported"
  | "train-cancelled"
  | "platform-changed"
  | "dead-letter-replayed"
  | "roles-changed"
  | "timetable-imported";

export interface Action {
  id: string;
  operator: string;
  /** Name of the user it was done to. */
  about: string;
  action: ActionName;
  subject: string;
  detail: Record<string, string | number>;
  at: string;
}

export const roles = ["operator", "inspector"] as const;
export type Role = (typeof roles)[number];

export interface ListedUser {
  id: string;
  email: string;
  name: string;
  emailVerified: boolean;
  roles: Role[];
  createdAt: string;
}

export interface TimetableImport {
  id: string;
  operator: string;
  fileName: string;
  startedAt: string;
  state: "running" | "done" | "refused" | "interrupted";
  step: "reading" | "checking" | "making it live";
  /** Of the feed's text that was read, from 0 to 1. */
  share: number;
  rows: number;
  result: {
    feed: string;
    validFrom: string;
    validTo: string;
    locations: number;
    trains: number;
    calls: number;
    leftOut: { reason: string; count: number; example: string }[];
    /** Runs with seats sold that differ from the timetable before. */
    soldRuns: number;
  } | null;
  problem: string | null;
}

export interface Page<T> {
  items: T[];
  nextCursor?: string;
}

/** Fired on the window by whatever changed something, so that the log beside it is asked for again. */
export const actionDone = "rb-operator-action";
