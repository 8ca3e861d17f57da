import { expect, test } from "@jest/globals";
import { journeyOffers, type Offer } from "./offers.js";

const offer = (
  serviceClass: Offer["serviceClass"],
  fare: Offer["fare"],
  amount: number,
  seatsLeft: number,
): Offer => ({ serviceClass, fare, price: { amount, currency: "EUR" }, seatsLeft });

test("a journey offers what every leg has: prices added up, the fewest seats", () => {
  const legs = [
    [offer("first", "flex", 5000, 3), offer("second", "flex", 3000, 40), offer("second", "advance", 900, 40)],
    [offer("second", "flex", 1200, 7), offer("second", "advance", 400, 0)],
  ];
  expect(journeyOffers(legs)).toEqual([
    offer("second", "flex", 4200, 7),
    offer("second", "advance", 1300, 0),
  ]);
});

test("one leg's offers are the journey's", () => {
  const own = [offer("first", "flex", 5000, 3)];
  expect(journeyOffers([own])).toEqual(own);
  expect(journeyOffers([])).toEqual([]);
  expect(journeyOffers([own, []])).toEqual([]);
});
