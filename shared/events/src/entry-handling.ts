import { coerceError } from "@railbooker/runtime/errors";
import { foreseen } from "@railbooker/runtime/problem";
import type { Handlers } from "./bus.js";
import type { ConsumerOptions } from "./consumer-options.js";
import { addDeadLetter, type DeadReason } from "./dead-letters.js";
import { type BusEvent, type Parsed, parseEvent } from "./envelope.js";
import { streamKeys } from "./keys.js";
import type { StreamEntry } from "./stream-reading.js";

const maxDeliveries = 25;
const longestPauseMs = 2000;

/** An entry with what stands in it, read once. */
export interface ReadEntry extends StreamEntry {
  parsed: Parsed;
}

export const readEntry = (entry: StreamEntry): ReadEntry => ({ ...entry, parsed: parseEvent(entry.event) });

/** @returns whether the entry is done with: handled, of no interest, or set aside. */
export async function handleEntry(
  options: ConsumerOptions,
  entry: ReadEntry,
  stopping: () => boolean,
): Promise<boolean> {
  const { handlers, observe } = options;
  const { deliveries, parsed } = entry;
  if (entry.event === undefined)
    return setAside(options, entry, "trimmed", "trimmed from the stream before it was handled", deliveries);
  if (deliveries > maxDeliveries)
    return setAside(options, entry, "deadly", "delivered too often: its handler keeps dying", deliveries);
  if (parsed.kind === "invalid") return setAside(options, entry, "invalid", parsed.reason, 1);
  if (parsed.kind === "unknown" || handlers[parsed.event.name] === undefined) {
    observe?.("ignored", parsed.kind === "unknown" ? "unknown" : parsed.event.name);
    return true;
  }
  return untilHandled(options, entry, parsed.event, stopping);
}

/** In place and in order: a later event of the same booking must not overtake this one. */
async function untilHandled(
  options: ConsumerOptions,
  entry: ReadEntry,
  event: BusEvent,
  stopping: () => boolean,
): Promise<boolean> {
  const { handlers, log, observe, maxAttempts = 5 } = options;
  let failures = 0;
  for (let round = 1; !stopping(); round += 1) {
    try {
      await dispatch(handlers, event);
      observe?.("handled", event.name);
      return true;
    } catch (thrown) {
      const error = coerceError(thrown);
      const neighbourAway = foreseen(error).kind === "unavailable";
      if (!neighbourAway) failures += 1;
      if (failures >= maxAttempts) return setAside(options, entry, "failed", error.message, failures);
      observe?.("retried", event.name);
      log.warn(
        { event: event.id, reason: error.message, round, neighbourAway },
        "event could not be handled; trying again",
      );
      await new Promise((resolve) => setTimeout(resolve, Math.min(100 * 2 ** round, longestPauseMs)));
    }
  }
  return false;
}

async function setAside(
  { redis, partition, group, log, observe }: ConsumerOptions,
  { id, event = "" }: ReadEntry,
  kind: DeadReason,
  reason: string,
  attempts: number,
): Promise<boolean> {
  log.error({ entry: id, reason, attempts }, "event set aside as a dead letter");
  const { stream } = streamKeys(partition);
  await addDeadLetter(redis.commands, { entryId: id, stream, event, reason, attempts, group });
  observe?.(kind, "any");
  return true;
}

async function dispatch(handlers: Handlers, event: BusEvent): Promise<void> {
  const handler = handlers[event.name] as ((event: BusEvent) => Promise<void>) | undefined;
  await handler?.(event);
}
