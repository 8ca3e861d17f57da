import Type, { type Static } from "typebox";

export interface TrainState {
  runId: string;
  status: string;
  delayMinutes: number;
}

/** What the server tells browsers; the shapes are those of the API. */
export interface ServerEvents {
  notification: (notification: Record<string, unknown>) => void;
  seats: (news: { runId: string; changed: unknown[] }) => void;
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

export const userRoom = (userId: string): string => `user:${userId}`;
export const runRoom = (runId: string): string => `run:${runId}`;
