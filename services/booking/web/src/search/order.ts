import type { Journey } from "../api/types.js";

export const orders = ["departure", "arrival", "price", "duration", "changes"] as const;
export type Order = (typeof orders)[number];

/** By departure, each journey once. */
export function inOrder(journeys: readonly Journey[]): Journey[] {
  return [...new Map(journeys.map((journey) => [journey.id, journey])).values()].sort(byDeparture);
}

/** @param price what a journey costs in minor units; undefined for one that cannot be had, which goes last */
export function sorted(
  journeys: readonly Journey[],
  order: Order,
  price: (journey: Journey) => number | undefined,
): Journey[] {
  const value = (journey: Journey): number => {
    if (order === "arrival") return -Date.parse(journey.arrival);
    if (order === "price") return price(journey) ?? Number.MAX_SAFE_INTEGER;
    if (order === "duration") return journey.durationMinutes;
    return order === "changes" ? journey.changes : 0;
  };
  return [...journeys].sort((a, b) => value(a) - value(b) || byDeparture(a, b));
}

function byDeparture(a: Journey, b: Journey): number {
  return Date.parse(a.departure) - Date.parse(b.departure);
}
