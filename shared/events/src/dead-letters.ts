import type { Redis } from "ioredis";
import { deadLetterKey } from "./keys.js";

/** Why an entry was set aside, for counting: not an event, refused by its handler, deadly to its process, or cut away. */
export type DeadReason = "invalid" | "failed" | "deadly" | "trimmed";

export interface DeadLetter {
  /** Id of the entry in the event stream. */
  entryId: string;
  stream: string;
  event: string;
  reason: string;
  attempts: number;
  group: string;
}

/** Sets poison aside with its reason, so that what comes after it flows on and an operator can look. */
export async function addDeadLetter(redis: Redis, letter: DeadLetter): Promise<void> {
  await redis.xadd(
    deadLetterKey,
    "MAXLEN",
    "~",
    10_000,
    "*",
    ...Object.entries(letter).flatMap(([k, v]) => [k, String(v)]),
  );
}
