export interface Live {
  at: string;
  bookings: { minute: string; count: number }[];
  outbox: { waiting: number; oldestSeconds: number };
  /** Left out where Redis does not answer. */
  bus?: {
    deadLetters: number;
    streams: { stream: string; groups: { name: string; lag?: number; pending: number }[] }[];
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

export interface Action {
  id: string;
  operator: string;
  action: "delay-reported" | "train-cancelled" | "dead-letter-replayed";
  subject: string;
  detail: Record<string, string | number>;
  at: string;
}

export interface Page<T> {
  items: T[];
  nextCursor?: string;
}

/** Fired on the window by whatever changed something, so that the log beside it is asked for again. */
export const actionDone = "rb-operator-action";
