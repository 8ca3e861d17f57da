import type { Journey } from "../api/types.js";
import { t } from "../texts/texts.js";
import { bestOffer, isCancelled, type Wanted } from "./journey-card.js";

/** What a journey has over others in the list, in words. A badge that everyone wears says nothing. */
export function badges(journey: Journey, journeys: readonly Journey[], wanted: Wanted): string[] {
  const open = journeys.filter((each) => !isCancelled(each) && bestOffer(each, wanted) !== undefined);
  if (!open.includes(journey)) return [];
  const price = (each: Journey): number => bestOffer(each, wanted)?.price.amount ?? Number.POSITIVE_INFINITY;
  const leads = (value: (each: Journey) => number): boolean => {
    const values = open.map(value);
    return value(journey) === Math.min(...values) && value(journey) < Math.max(...values);
  };
  return [
    ...(leads(price) ? [t.results.cheapest] : []),
    ...(leads(({ durationMinutes }) => durationMinutes) ? [t.results.fastest] : []),
    ...(leads(({ changes }) => changes) ? [t.results.fewestChanges] : []),
  ];
}
