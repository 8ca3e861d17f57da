import type { Fare, Money, ServiceClass } from "@railbooker/events/booking-shape";

/** From the cheapest and most bound to the dearest and freest. */
export const fares: readonly Fare[] = ["advance", "semi-flex", "flex"];

/** Cents per kilometre, band by band: the longer the ride, the cheaper each further kilometre. */
const bands = [
  { upToKm: 100, rate: 21 },
  { upToKm: 300, rate: 17 },
  { upToKm: Number.POSITIVE_INFINITY, rate: 11 },
];
const minimum = 290;
const classFactor: Record<ServiceClass, number> = { second: 1, first: 1.6 };
const fareFactor: Record<Fare, number> = { flex: 1, "semi-flex": 0.8, advance: 0.6 };

/** Share of the price that comes back on cancellation before departure, in percent. */
export const refundPercent: Record<Fare, number> = { flex: 100, "semi-flex": 80, advance: 0 };

/** Price for one adult, rounded once, to ten cents. */
export function priceFor(distanceKm: number, serviceClass: ServiceClass, fare: Fare): Money {
  let base = 0;
  let from = 0;
  for (const { upToKm, rate } of bands) {
    base += Math.max(0, Math.min(distanceKm, upToKm) - from) * rate;
    from = upToKm;
  }
  const amount = Math.max(minimum, base * classFactor[serviceClass] * fareFactor[fare]);
  return { amount: Math.round(amount / 10) * 10, currency: "EUR" };
}
