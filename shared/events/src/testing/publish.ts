import type { Redis } from "ioredis";
import type { EventEnvelope } from "../envelope.js";
import { streamKey } from "../keys.js";

/** Puts events onto the stream in the order given, without the relay: nothing is refused as a repeat. */
export async function publish(redis: Redis, events: readonly EventEnvelope[]): Promise<void> {
  const pipeline = redis.pipeline();
  for (const event of events) pipeline.xadd(streamKey, "*", "event", JSON.stringify(event));
  for (const [error] of (await pipeline.exec()) ?? []) if (error !== null) throw error;
}
