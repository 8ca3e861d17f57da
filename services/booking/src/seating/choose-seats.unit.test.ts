import { describe, expect, test } from "@jest/globals";
import { chooseSeats } from "./choose-seats.js";
import { buildCoach, buildFormation, builtInPlan } from "./formation.js";

const coach = buildCoach("3", { serviceClass: "second", rows: 4 });

describe("choosing seats", () => {
  test("a party of two sits in one row", () => {
    for (const spread of [0, 0.3, 0.6, 0.99]) {
      const chosen = chooseSeats(coach.seats, 2, spread);
      expect(chosen?.[0]?.row).toBe(chosen?.[1]?.row);
    }
  });

  test("the fullest row that still fits is taken, so that whole rows stay free", () => {
    const free = coach.seats.filter((seat) => seat.row !== 3 || seat.column === "A" || seat.column === "B");
    expect(chooseSeats(free, 2, 0)?.map((seat) => seat.id)).toEqual(["3-9", "3-10"]);
  });

  test("where no row has room the party takes neighbouring rows", () => {
    const free = coach.seats.filter((seat) => seat.column === "A");
    expect(chooseSeats(free, 2, 0)?.map((seat) => seat.row)).toEqual([1, 2]);
  });

  test("fewer free than wanted gives nothing", () => {
    expect(chooseSeats(coach.seats.slice(0, 2), 3, 0)).toBeUndefined();
  });

  test("a spread moves single travellers apart", () => {
    expect(chooseSeats(coach.seats, 1, 0)?.[0]?.id).not.toBe(chooseSeats(coach.seats, 1, 0.5)?.[0]?.id);
  });
});

describe("formations", () => {
  test("seat ids are unique within a train and say coach and number", () => {
    const ids = buildFormation(builtInPlan({ category: "ICE", routeType: 101 })).flatMap((c) =>
      c.seats.map((seat) => seat.id),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain("3-42");
  });

  test("every kind of train has both classes", () => {
    for (const routeType of [101, 102, 105, 106, 2]) {
      const classes = new Set(
        buildFormation(builtInPlan({ category: "", routeType })).map((c) => c.serviceClass),
      );
      expect(classes).toEqual(new Set(["first", "second"]));
    }
  });
});
