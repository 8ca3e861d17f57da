import type { Fare, PassengerType, ServiceClass } from "@railbooker/events/booking-shape";
import type { Band, Bucket, Tariff } from "./tariff.js";

/** All that the price of one ticket depends on. */
export interface TicketToPrice {
  distanceKm: number;
  serviceClass: ServiceClass;
  fare: Fare;
  passenger: PassengerType;
  /** Share of the class's seats on the leg that are sold or held, 0 to 1. */
  filled: number;
  /** Days until the train leaves, fractions included. */
  daysLeft: number;
}

/** Price of one ticket in minor units, rounded once; never dearer for emptier trains or earlier purchase. */
export function ticketPrice(tariff: Tariff, ticket: TicketToPrice): number {
  const base = distancePrice(tariff.distance[ticket.serviceClass], ticket.distanceKm);
  const factor = openBucket(tariff.fares[ticket.fare], ticket).factor;
  const adult = Math.max(tariff.minimum, base * factor);
  const amount = adult * tariff.passengers[ticket.passenger];
  return Math.round(amount / tariff.roundTo) * tariff.roundTo;
}

/** The same for each type of passenger. */
export function priceByType(
  tariff: Tariff,
  ticket: Omit<TicketToPrice, "passenger">,
): Record<PassengerType, number> {
  const of = (passenger: PassengerType) => ticketPrice(tariff, { ...ticket, passenger });
  return { adult: of("adult"), child: of("child"), senior: of("senior") };
}

export function distancePrice(bands: readonly Band[], distanceKm: number): number {
  let price = 0;
  let from = 0;
  for (const { upToKm, rate } of bands) {
    const to = upToKm ?? Number.POSITIVE_INFINITY;
    price += Math.max(0, Math.min(distanceKm, to) - from) * rate;
    from = to;
  }
  return price;
}

/** The first bucket that is open; the last one always is. */
export function openBucket(
  buckets: readonly Bucket[],
  { filled, daysLeft }: Pick<TicketToPrice, "filled" | "daysLeft">,
): Bucket {
  const open = buckets.find((bucket) => isOpen(bucket, filled, daysLeft)) ?? buckets.at(-1);
  if (open === undefined) throw new Error("a fare has no price at all");
  return open;
}

const isOpen = ({ filledBelow, daysBefore }: Bucket, filled: number, daysLeft: number) =>
  (filledBelow >= 1 || filled < filledBelow) && (daysBefore === 0 || daysLeft >= daysBefore);
