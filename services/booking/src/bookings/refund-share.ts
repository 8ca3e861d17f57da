import type { Fare } from "@railbooker/events/booking-shape";

/** Share of the price that comes back on cancellation before departure, in percent. */
export const refundPercent: Record<Fare, number> = { flex: 100, "semi-flex": 80, advance: 0 };
