import type { EventName } from "./catalogue.js";
import type { BusEvent, EventEnvelope } from "./envelope.js";

/** Puts events onto the bus, in the order given; a repeat of an id already there is not published again. */
export interface EventPublisher {
  /** @returns how many were new. Rejects when Redis is away; then nothing may be taken as published. */
  publish(events: readonly EventEnvelope[]): Promise<number>;
}

/** What a consumer does with each kind it cares about. Runs at least once per event: make it idempotent. */
export type Handlers = { [N in EventName]?: (event: BusEvent<N>) => Promise<void> };
