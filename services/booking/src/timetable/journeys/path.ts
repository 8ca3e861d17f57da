import type { Labels } from "./labels.js";
import type { FoundLeg } from "./plan.js";
import type { Window } from "./window.js";

/** The legs behind a label, in the world's order. */
export function pathOf(window: Window, labels: Labels, from: number, to: number, legs: number): FoundLeg[] {
  const path: FoundLeg[] = [];
  let location = to;
  for (let left = legs; left > 0; left -= 1) {
    const label = left * labels.locations + location;
    const line = labels.line[label] ?? 0;
    const number = (window.runStart[line] ?? 0) + (labels.run[label] ?? 0);
    const boarded = labels.boarded[label] ?? 0;
    const alighted = labels.alighted[label] ?? 0;
    const last = (window.stopCount[line] ?? 0) - 1;
    path.push({
      train: window.runTrain[number] ?? 0,
      day: window.runDay[number] ?? 0,
      from: window.mirrored ? last - alighted : boarded,
      to: window.mirrored ? last - boarded : alighted,
    });
    const stop = window.stops[(window.stopStart[line] ?? 0) + boarded] ?? 0;
    location = left === 1 ? from : (labels.readyFrom[label - location - labels.locations + stop] ?? 0);
  }
  return window.mirrored ? path : path.reverse();
}
