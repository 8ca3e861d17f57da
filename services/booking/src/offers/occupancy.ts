import type { ServiceClass } from "@railbooker/events/booking-shape";
import type { PricedLeg } from "../timetable/offers.js";

/** The seats of one class on one leg. */
export interface Occupancy {
  serviceClass: ServiceClass;
  seats: number;
  /** Sold or held somewhere on the leg. */
  inUse: number;
}

/** By leg, the classes that the train has; all legs of a page in one question. */
export type OccupancyOf = (legs: readonly PricedLeg[]) => Promise<Occupancy[][]>;

export const filledShare = ({ seats, inUse }: Pick<Occupancy, "seats" | "inUse">): number =>
  seats === 0 ? 1 : Math.min(1, inUse / seats);
