import type { EventName } from "./catalogue.js";
import type { BusEvent } from "./envelope.js";

/** What a consumer does with each kind it cares about. Runs at least once per event: make it idempotent. */
export type Handlers = { [N in EventName]?: (event: BusEvent<N>) => Promise<void> };
