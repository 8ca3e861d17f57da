import type { EventDefinition } from "./definition.js";

type Versioned = Pick<EventDefinition, "version" | "upcast">;

/**
 * Brings data of an earlier version to the present one, a step at a time.
 * @returns undefined for a version that this build does not know: a later one, or one whose step is gone
 */
export function upcast({ version, upcast: steps = {} }: Versioned, from: number, data: unknown): unknown {
  if (from > version || from < 1) return undefined;
  let reached = data;
  for (let at = from; at < version; at += 1) {
    const step = steps[at];
    if (step === undefined) return undefined;
    reached = step(reached);
  }
  return reached;
}
