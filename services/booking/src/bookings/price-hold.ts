import type { PassengerType } from "@railbooker/events/booking-shape";
import type { AppError } from "@railbooker/runtime/errors";
import { type Hold, partyOfHold, partyPrice } from "../seating/hold.js";
import { otherPassengerTypes, passengerCount } from "./booking-errors.js";

interface Person {
  type: PassengerType;
}

/**
 * The hold as it costs for those who travel, at the prices frozen with it. Where it said only how many they are, a child pays a child's
 * price now that it is known to be one.
 */
export function priceHold(hold: Hold, people: readonly Person[]): Hold {
  const party = people.map(({ type }) => type);
  const legs = hold.legs.map((leg) => ({
    ...leg,
    price: { ...leg.price, amount: partyPrice(leg.ticketPrices, party) },
  }));
  const amount = legs.reduce((sum, leg) => sum + leg.price.amount, 0);
  return { ...hold, passengerTypes: party, legs, price: { ...hold.price, amount } };
}

/** 422: why these people cannot be booked on the hold. Nobody pays more than the hold has shown. */
export function misfit(hold: Hold, people: readonly Person[]): AppError | undefined {
  if (people.length !== hold.passengers) return passengerCount(hold.passengers, people.length);
  const held = partyOfHold(hold);
  const sorted = (types: readonly PassengerType[]) => types.toSorted().join();
  const fits =
    hold.passengerTypes === undefined
      ? priceHold(hold, people).price.amount <= hold.price.amount
      : sorted(held) === sorted(people.map(({ type }) => type));
  return fits ? undefined : otherPassengerTypes(held, people);
}
