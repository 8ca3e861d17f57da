import type { Redis } from "ioredis";
import { fieldOf } from "./flat-fields.js";
import { deadLetterKey } from "./keys.js";

/** Why an entry was set aside, for counting: not an event, refused by its handler, deadly to its process, or cut away. */
export const deadReasons = ["invalid", "failed", "deadly", "trimmed"] as const;
export type DeadReason = (typeof deadReasons)[number];

export interface DeadLetter {
  /** Id of the entry in the event stream. */
  entryId: string;
  stream: string;
  /** What stood in the entry; empty where it had been cut away. */
  event: string;
  reason: string;
  attempts: number;
  group: string;
}

export type StoredDeadLetter = DeadLetter & {
  /** Id of the dead letter itself; begins with the moment at which it was set aside. */
  id: string;
};

const most = 10_000;

/** Sets poison aside with its reason, so that what comes after it flows on and an operator can look. */
export async function addDeadLetter(redis: Redis, letter: DeadLetter): Promise<void> {
  const fields = Object.entries(letter).flatMap(([name, value]) => [name, String(value)]);
  await redis.xadd(deadLetterKey, "MAXLEN", "~", most, "*", ...fields);
}

/** Oldest first. */
export async function listDeadLetters(redis: Redis, limit = most): Promise<StoredDeadLetter[]> {
  const entries = await redis.xrange(deadLetterKey, "-", "+", "COUNT", limit);
  return entries.map(([id, fields]) => {
    const of = (name: string) => fieldOf(fields, name) ?? "";
    return {
      id,
      entryId: of("entryId"),
      stream: of("stream"),
      event: of("event"),
      reason: of("reason"),
      attempts: Number(of("attempts")),
      group: of("group"),
    };
  });
}

/**
 * Puts the entry into its stream again, at the end. Where this is cut off in between, it stays a dead letter too: replayed once
 * more it is dropped as a repeat.
 */
export async function replayDeadLetter(redis: Redis, { id, stream, event }: StoredDeadLetter): Promise<void> {
  await redis.xadd(stream, "*", "event", event);
  await redis.xdel(deadLetterKey, id);
}

export async function dropDeadLetter(redis: Redis, { id }: StoredDeadLetter): Promise<void> {
  await redis.xdel(deadLetterKey, id);
}
