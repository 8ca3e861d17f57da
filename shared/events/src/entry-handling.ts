import { coerceError } from "@railbooker/runtime/errors";
import { foreseen } from "@railbooker/runtime/problem";
import type { Handlers } from "./bus.js";
import type { ConsumerOptions } from "./consumer-options.js";
import { addDeadLetter } from "./dead-letters.js";
import { type BusEvent, parseEvent } from "./envelope.js";
import type { StreamEntry } from "./stream-reading.js";

const maxDeliveries = 25;
const longestPauseMs = 2000;

/** @returns whether the entry is done with: handled, of no interest, or set aside. */
export async function handleEntry(
  options: ConsumerOptions,
  entry: StreamEntry,
  stopping: () => boolean,
): Promise<boolean> {
  const { handlers, observe } = options;
  if (entry.deliveries > maxDeliveries)
    return setAside(options, entry, "delivered too often: its handler keeps dying", entry.deliveries);
  if (entry.event === undefined)
    return setAside(options, entry, "trimmed from the stream before it was handled", entry.deliveries);
  const parsed = parseEvent(entry.event);
  if (parsed.kind === "invalid") return setAside(options, entry, parsed.reason, 1);
  if (parsed.kind === "unknown" || handlers[parsed.event.name] === undefined) {
    observe?.("ignored", parsed.kind === "unknown" ? "unknown" : parsed.event.name);
    return true;
  }
  return untilHandled(options, entry, parsed.event, stopping);
}

/** In place and in order: a later event of the same booking must not overtake this one. */
async function untilHandled(
  options: ConsumerOptions,
  entry: StreamEntry,
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
      if (failures >= maxAttempts) return setAside(options, entry, error.message, failures);
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
  { redis, group, log, observe }: ConsumerOptions,
  entry: StreamEntry,
  reason: string,
  attempts: number,
): Promise<boolean> {
  log.error({ entry: entry.id, reason, attempts }, "event set aside as a dead letter");
  await addDeadLetter(redis, { entryId: entry.id, event: entry.event ?? "", reason, attempts, group });
  observe?.("dead", "any");
  return true;
}

async function dispatch(handlers: Handlers, event: BusEvent): Promise<void> {
  const handler = handlers[event.name] as ((event: BusEvent) => Promise<void>) | undefined;
  await handler?.(event);
}
