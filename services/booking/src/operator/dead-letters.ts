import { listDeadLetters, replayDeadLetter, type StoredDeadLetter } from "@railbooker/events/dead-letters";
import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import { AppError } from "@railbooker/runtime/errors";
import type { Redis } from "ioredis";
import { storeAction } from "./action-store.js";

export interface DeadLettersDeps {
  sql: Sql;
  bus: Redis;
  clock: Clock;
}

/** What an operator needs to know of a dead letter; its content holds travellers' data and stays where it is. */
export interface LetterSummary {
  id: string;
  at: Date;
  /** Empty where the content is no event. */
  type: string;
  subject: string;
  reason: string;
  attempts: number;
  group: string;
  /** Whether there is content to be put into the stream again. */
  replayable: boolean;
}

function summarise({ id, event, reason, attempts, group }: StoredDeadLetter): LetterSummary {
  const { type, subject } = namesOf(event);
  const at = new Date(Number(id.split("-")[0]));
  return { id, at, type, subject, reason, attempts, group, replayable: event !== "" };
}

function namesOf(event: string): { type: string; subject: string } {
  try {
    const { type, subject } = JSON.parse(event) as Record<string, unknown>;
    return {
      type: typeof type === "string" ? type.replace(/^com\.railbooker\./, "") : "",
      subject: typeof subject === "string" ? subject : "",
    };
  } catch {
    return { type: "", subject: "" };
  }
}

const shown = 100;

/** Oldest first. @throws AppError 503 where Redis does not answer. */
export async function listLetters(bus: Redis): Promise<LetterSummary[]> {
  return (await reachable(listDeadLetters(bus, shown))).map(summarise);
}

/** Redis that does not answer is no fault of ours: it is away, and comes back. */
async function reachable<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw new AppError({
      kind: "unavailable",
      code: "unavailable",
      message: "The bus does not answer at this moment. Try again in a few seconds.",
      retryAfterSeconds: 2,
      cause: error,
    });
  }
}

/**
 * Puts a dead letter into its stream again. Redis has no part in the transaction, so the action is kept first: what was tried and
 * failed stands in the log too, and nothing is ever replayed unseen.
 * @throws AppError 404 `no-such-dead-letter`, 422 `dead-letter-empty`, 503 where Redis does not answer.
 */
export function replayLetter({ sql, bus, clock }: DeadLettersDeps) {
  return async (id: string, operatorId: string): Promise<void> => {
    const letter = (await reachable(listDeadLetters(bus))).find((stored) => stored.id === id);
    if (letter === undefined)
      throw new AppError({
        kind: "not-found",
        code: "no-such-dead-letter",
        message: `There is no dead letter "${id}"; it may have been replayed or dropped already. Load the list again.`,
      });
    if (letter.event === "")
      throw new AppError({
        kind: "refused",
        code: "dead-letter-empty",
        message:
          "The stream had cut this entry's content away before it was set aside. npm run bus -- replay --since … brings it.",
      });
    const { type, reason } = summarise(letter);
    await storeAction(
      sql,
      { operatorId, action: "dead-letter-replayed", subject: id, detail: { type, reason } },
      clock(),
    );
    await reachable(replayDeadLetter(bus, letter));
  };
}
