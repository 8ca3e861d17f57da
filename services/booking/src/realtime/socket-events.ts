import Type, { type Static } from "typebox";

export interface TrainState {
  runId: string;
  status: string;
  delayMinutes: number;
  /** Wherever one was reported, by the position of the call. */
  platforms?: { position: number; platform: string; plannedPlatform?: string }[];
}

export interface SeatChanges {
  runId: string;
  changed: unknown[];
}

/** What the server tells browsers; the shapes are those of the API. */
export interface ServerEvents {
  /** Every half minute or so: who holds fewer has missed some and asks for them. */
  heartbeat: (state: { maxSeq: number }) => void;
  /** Everything up to the number has been read, in this browser or another of the same user. */
  read: (mark: { upTo: number; maxSeq: number }) => void;
  notification: (notification: Record<string, unknown>) => void;
  seats: (news: SeatChanges) => void;
  train: (news: TrainState) => void;
  hold: (hold: { id: string; expiresAt: string; status: string }) => void;
}

export const Watch = Type.Object(
  { runId: Type.String({ minLength: 1, maxLength: 200 }) },
  { additionalProperties: false },
);
export type Watch = Static<typeof Watch>;

/** Given back where the browser asks for an answer. */
export type Answer = (answer: { ok: true } | { ok: false; code: string; detail: string }) => void;

export interface ClientEvents {
  watch: (payload: unknown, answer?: unknown) => void;
  unwatch: (payload: unknown, answer?: unknown) => void;
}

const userPrefix = "user:";
export const userRoom = (userId: string): string => `${userPrefix}${userId}`;
/** Whose room it is; undefined for any other kind. */
export const userOfRoom = (room: string): string | undefined =>
  room.startsWith(userPrefix) ? room.slice(userPrefix.length) : undefined;
export const runRoom = (runId: string): string => `run:${runId}`;
