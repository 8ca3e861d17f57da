import type { Money } from "@railbooker/events/booking-shape";
import type { StoredBooking } from "./booking.js";
import { compensationPercent, hasArrived } from "./ride.js";

export interface CompensationItem {
  ticket: string;
  passenger: string;
  train: string;
  delayMinutes: number;
  percent: number;
  amount: Money;
  claimed: boolean;
}

export interface Compensation {
  items: CompensationItem[];
  /** What can be claimed now. */
  claimable: Money;
}

/** What late trains entitle to: a share of each valid ticket's price, once the train has arrived and its delay is known. */
export function compensationOf(
  { booking, rides, ticketPrices, compensated }: StoredBooking,
  now: Date,
): Compensation {
  const currency = booking.price.currency;
  const items = booking.tickets.flatMap((ticket): CompensationItem[] => {
    const ride = rides.get(ticket.leg.id);
    if (ticket.status !== "valid" || ride === undefined || !hasArrived(ride, now)) return [];
    const paid = compensated.get(ticket.id) ?? 0;
    const percent = compensationPercent(ride.delayMinutes);
    const amount = paid > 0 ? paid : Math.floor(((ticketPrices.get(ticket.id) ?? 0) * percent) / 100);
    if (amount === 0) return [];
    return [
      {
        ticket: ticket.id,
        passenger: ticket.passenger.name,
        train: booking.legs.find(({ id }) => id === ticket.leg.id)?.train.name ?? "",
        delayMinutes: ride.delayMinutes,
        percent,
        amount: { amount, currency },
        claimed: paid > 0,
      },
    ];
  });
  const open = items.filter(({ claimed }) => !claimed).reduce((sum, { amount }) => sum + amount.amount, 0);
  return { items, claimable: { amount: open, currency } };
}
