import type { Journey } from "../api/types.js";
import { t } from "../texts/texts.js";
import { bestOffer, isCancelled } from "./journey-card.js";

/** What a journey has over all the others in the list. */
export function badges(journey: Journey, journeys: readonly Journey[], passengers: number): string[] {
  const open = journeys.filter((each) => !isCancelled(each) && bestOffer(each, passengers) !== undefined);
  if (!open.includes(journey)) return [];
  const price = (each: Journey): number =>
    bestOffer(each, passengers)?.price.amount ?? Number.POSITIVE_INFINITY;
  const prices = open.map(price);
  const durations = open.map((each) => each.durationMinutes);
  // A badge that everyone wears says nothing.
  const stands = (values: number[], own: number): boolean =>
    own === Math.min(...values) && own < Math.max(...values);
  return [
    ...(stands(prices, price(journey)) ? [t.results.cheapest] : []),
    ...(stands(durations, journey.durationMinutes) ? [t.results.fastest] : []),
  ];
}
