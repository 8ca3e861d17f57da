import type { Journey } from "../api/types.js";
import { t } from "../texts/texts.js";
import { bestOffer, isCancelled, type Wanted } from "./journey-card.js";

/** What a journey has over others in the list, in words. A badge that most wear says nothing. */
export function badges(journey: Journey, journeys: readonly Journey[], wanted: Wanted): string[] {
  const open = journeys.filter((each) => !isCancelled(each) && bestOffer(each, wanted) !== undefined);
  if (!open.includes(journey)) return [];
  const price = (each: Journey): number => bestOffer(each, wanted)?.price.amount ?? Number.POSITIVE_INFINITY;
  const leads = (value: (each: Journey) => number): boolean => {
    const values = open.map(value);
    const best = Math.min(...values);
    return value(journey) === best && values.filter((each) => each === best).length <= values.length / 2;
  };
  return [
    ...(leads(price) ? [t.results.cheapest] : []),
    ...(leads(({ durationMinutes }) => durationMinutes) ? [t.results.fastest] : []),
    ...(leads(({ changes }) => changes) ? [t.results.fewestChanges] : []),
  ];
}
