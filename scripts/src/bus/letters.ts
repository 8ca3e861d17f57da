import {
  dropDeadLetter,
  listDeadLetters,
  replayDeadLetter,
  type StoredDeadLetter,
} from "@railbooker/events/dead-letters";
import type { Redis } from "ioredis";
import type { BusCommand } from "./command.js";

type LetterCommand = Extract<BusCommand, { what: "replay-letters" | "drop-letters" }>;

export async function describeLetters(redis: Redis): Promise<string[]> {
  const letters = await listDeadLetters(redis);
  return letters.length === 0 ? ["There are no dead letters."] : letters.flatMap(describe);
}

/** @throws Error where a letter that was asked for is not there; then nothing is changed */
export async function dealWithLetters(redis: Redis, { what, ids, yes }: LetterCommand): Promise<string[]> {
  const all = await listDeadLetters(redis);
  const missing = ids === "all" ? [] : ids.filter((id) => !all.some((letter) => letter.id === id));
  if (missing.length > 0)
    throw new Error(`There is no dead letter ${missing.join(", ")}. Nothing was changed.`);
  const chosen = ids === "all" ? all : all.filter(({ id }) => ids.includes(id));
  // What was cut from the stream has nothing left to put there again.
  const possible = what === "drop-letters" ? chosen : chosen.filter(({ event }) => event !== "");
  const act = what === "drop-letters" ? dropDeadLetter : replayDeadLetter;
  const [doing, done] = what === "drop-letters" ? ["drop", "Dropped"] : ["replay", "Replayed"];
  const lines = possible.flatMap(describe);
  const empty = chosen.length - possible.length;
  if (empty > 0)
    lines.push(
      `${empty} without content cannot be replayed; npm run bus -- replay --since … can bring them.`,
    );
  if (!yes) return [...lines, `Would ${doing} ${possible.length}. Add --yes to do it.`];
  for (const letter of possible) await act(redis, letter);
  return [...lines, `${done} ${possible.length}.`];
}

function describe({ id, stream, event, reason, attempts, group }: StoredDeadLetter): string[] {
  const at = new Date(Number(id.split("-")[0])).toISOString();
  return [
    `${id}  ${at}  ${summary(event)}`,
    `    ${reason} (${attempts} attempts, group ${group}, ${stream})`,
  ];
}

function summary(event: string): string {
  try {
    const { type, subject, id } = JSON.parse(event) as Record<string, unknown>;
    return `${type} about ${subject}, event ${id}`;
  } catch {
    return event === "" ? "content cut away" : "not an event";
  }
}
