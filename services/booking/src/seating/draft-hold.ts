import type { PassengerType } from "@railbooker/events/booking-shape";
import { newId } from "@railbooker/runtime/new-id";
import { type HeldLeg, type Hold, partyOfHold, partyPrice, seatFromId, type TicketPrices } from "./hold.js";
import type { ResolvedLeg } from "./resolve-leg.js";
import type { SeatChoice } from "./seat-choice.js";
import type { TableSeat } from "./seat-table.js";

/** A leg with the seats taken for it. */
export interface DraftLeg extends ResolvedLeg {
  inUse: number;
  choice: SeatChoice;
}

/** What one ticket for a leg costs. */
export interface LegPrice {
  byType: TicketPrices;
  currency: string;
}

/** @param prices of each leg for one passenger. */
export function draftHold(
  { userId, ...people }: Pick<Hold, "userId" | "passengers" | "passengerTypes">,
  drafts: readonly DraftLeg[],
  prices: ReadonlyMap<DraftLeg, LegPrice>,
  expiresAt: Date,
): Hold {
  const party = partyOfHold(people);
  const legs = drafts.map((draft) => heldLeg(draft, prices.get(draft) as LegPrice, party));
  const price = {
    amount: legs.reduce((sum, leg) => sum + leg.price.amount, 0),
    currency: legs[0]?.price.currency ?? "EUR",
  };
  return {
    id: newId(),
    userId,
    status: "active",
    passengers: people.passengers,
    ...(people.passengerTypes === undefined ? {} : { passengerTypes: people.passengerTypes }),
    price,
    expiresAt,
    extended: false,
    legs,
  };
}

function heldLeg(
  { request, run, from, to, choice }: DraftLeg,
  { byType, currency }: LegPrice,
  party: readonly PassengerType[],
): HeldLeg {
  const at = choice.split === undefined ? undefined : run.calls[choice.split.position]?.location.id;
  return {
    id: newId(),
    runId: run.runId,
    from: from.location.id,
    to: to.location.id,
    fromPosition: from.position,
    toPosition: to.position,
    serviceClass: request.serviceClass,
    fare: request.fare,
    price: { amount: partyPrice(byType, party), currency },
    ticketPrices: byType,
    seats: inOrder(choice.seats),
    ...(choice.split === undefined || at === undefined
      ? {}
      : { split: { at, position: choice.split.position, next: inOrder(choice.split.next) } }),
  };
}

/** As the database gives them back: by their id. */
const inOrder = (seats: readonly TableSeat[]) =>
  seats
    .map((seat) => seat.id)
    .sort()
    .map(seatFromId);
