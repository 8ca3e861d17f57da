import type { Fare } from "@railbooker/events/booking-shape";
import { refundPercent } from "./refund-share.js";

/** What is known of a booked leg's train at this moment. */
export interface Ride {
  /** By the timetable it was sold with. */
  departure: Date;
  arrival: Date;
  cancelled: boolean;
  delayMinutes: number;
}

const minutes = (count: number) => count * 60_000;

export const hasLeft = ({ departure, delayMinutes, cancelled }: Ride, now: Date): boolean =>
  !cancelled && departure.getTime() + minutes(delayMinutes) <= now.getTime();

export const hasArrived = ({ arrival, delayMinutes, cancelled }: Ride, now: Date): boolean =>
  !cancelled && arrival.getTime() + minutes(delayMinutes) <= now.getTime();

/** From so many minutes on travellers may do without the train, whatever their fare (Regulation (EU) 2021/782, article 18). */
const unbearableMinutes = 60;

/** Cancelled or very late: every fare is given back or exchanged in full. */
const isDisrupted = ({ cancelled, delayMinutes }: Ride): boolean =>
  cancelled || delayMinutes >= unbearableMinutes;

/** Share of a ticket's price that it is worth when given back or exchanged before departure, in percent. */
export const worthPercent = (fare: Fare, ride: Ride): number =>
  isDisrupted(ride) ? 100 : refundPercent[fare];

/** Share of a ticket's price that is paid for a late arrival, in percent (article 19 of the same). */
export function compensationPercent(delayMinutes: number): number {
  if (delayMinutes >= 120) return 50;
  return delayMinutes >= 60 ? 25 : 0;
}
