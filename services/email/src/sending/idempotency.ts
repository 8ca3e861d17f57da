import { createHash } from "node:crypto";

/** What a key stands for when somebody asks to send under it. */
export type Claim =
  | { state: "started" }
  | { state: "in-progress" }
  | { state: "other-body" }
  | { state: "unknown" }
  | { state: "sent"; response: SentResponse };

export interface SentResponse {
  id: string;
  status: "sent";
  messageId: string;
}

/**
 * Remembers what became of each key: absent → sending → sent | absent again when certainly not sent | unknown.
 * Each transition is one step in the store, so that of any number of equal requests, on any replica, one sends.
 * @throws AppError 503 from every method when the store is away: without it nothing is sent, since guessing sends twice.
 */
export interface IdempotencyStore {
  /** @param owner names this attempt; only it may end what it began. */
  begin(key: string, bodyHash: string, owner: string): Promise<Claim>;
  sent(key: string, bodyHash: string, owner: string, response: SentResponse): Promise<void>;
  /** The mail certainly did not go out: the key is free again. */
  release(key: string, owner: string): Promise<void>;
  unknown(key: string, bodyHash: string, owner: string): Promise<void>;
}

/** The same request gives the same hash however its fields are ordered. */
export function hashBody(body: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify(ordered(body)))
    .digest("base64url");
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== "object") return value;
  // Pairs, not an object: a field called __proto__ must count like any other. The marker keeps them apart from arrays.
  const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return { fields: pairs.map(([name, field]) => [name, ordered(field)]) };
}
