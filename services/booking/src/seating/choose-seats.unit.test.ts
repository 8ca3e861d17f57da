import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { chooseSeats, type Preference, type SeatWish } from "./choose-seats.js";
import { buildCoach, buildFormation, builtInPlan } from "./formation.js";
import { emptyMasks, isFree, leftover, type Masks, mark } from "./masks.js";
import { markChoice, takeChoice } from "./seat-choice.js";
import { seatTable } from "./seat-table.js";

const table = seatTable([buildCoach("3", { serviceClass: "second", rows: 4 })]);
const wish = (party: number, more: Partial<SeatWish> = {}): SeatWish => ({
  from: 0,
  to: 2,
  serviceClass: "second",
  party,
  preferences: [],
  ...more,
});
const masksWith = (taken: Record<string, [number, number]>, segments = 6): Masks => {
  const masks = emptyMasks(table.seats.length, segments);
  for (const [id, [from, to]] of Object.entries(taken))
    mark(masks, table.byId.get(id)?.index ?? 0, { from, to }, true);
  return masks;
};
const idsOf = (seats: readonly { id: string }[] | undefined) => seats?.map((seat) => seat.id).sort();

describe("choosing seats", () => {
  test("a party of two sits side by side, on one side of the aisle", () => {
    const chosen = chooseSeats(table, masksWith({}), wish(2));
    expect(chosen?.map((seat) => seat.column)).toEqual(["A", "B"]);
    expect(new Set(chosen?.map((seat) => seat.row)).size).toBe(1);
  });

  test("the smallest gap that fits is taken, so that long rides stay sellable", () => {
    const masks = masksWith({ "3-7": [2, 6], "3-9": [3, 6] });
    expect(idsOf(chooseSeats(table, masks, wish(1)))).toEqual(["3-7"]);
  });

  test("a traveller alone takes from a row that is broken already", () => {
    expect(chooseSeats(table, masksWith({ "3-10": [0, 6] }), wish(1))?.[0]?.row).toBe(3);
  });

  test("where no row has room the party takes neighbouring rows", () => {
    const others = table.seats.filter((seat) => seat.column !== "A");
    const masks = masksWith(Object.fromEntries(others.map((seat) => [seat.id, [0, 6] as [number, number]])));
    expect(chooseSeats(table, masks, wish(2))?.map((seat) => seat.row)).toEqual([1, 2]);
  });

  test.each<[Preference, string[]]>([
    ["window", ["A", "D"]],
    ["aisle", ["B", "C"]],
  ])(
    "who asks for a %s seat gets one while there is one, and any other after that",
    (preference, columns) => {
      const masks = masksWith({});
      const given = table.seats.map(() => {
        const [seat] = chooseSeats(table, masks, wish(1, { preferences: [preference] })) ?? [];
        if (seat === undefined) throw new Error("no seat");
        mark(masks, seat.index, { from: 0, to: 2 }, true);
        return seat.column;
      });
      expect(given.slice(0, 8).every((column) => columns.includes(column))).toBe(true);
      expect(given).toHaveLength(16);
    },
  );

  test("who asks for a seat near a door gets one of the rows at either end of a coach while there is one", () => {
    const train = seatTable(
      buildFormation([
        { serviceClass: "first", rows: 6 },
        { serviceClass: "second", rows: 6 },
      ]),
    );
    const masks = emptyMasks(train.seats.length, 2);
    const given = Array.from({ length: 24 }, () => {
      const [seat] = chooseSeats(train, masks, wish(1, { preferences: ["door"] })) ?? [];
      if (seat === undefined) throw new Error("no seat");
      mark(masks, seat.index, { from: 0, to: 2 }, true);
      return seat;
    });
    // Two of the sixteen are spaces for wheelchairs.
    expect(new Set(given.slice(0, 14).map(({ row }) => row))).toEqual(new Set([1, 2, 5, 6]));
    expect(given.slice(14, 22).every(({ row }) => row === 3 || row === 4)).toBe(true);
  });

  test("spaces for wheelchairs are kept to the last, and without one there is no choice for who needs it", () => {
    const train = seatTable(buildFormation([{ serviceClass: "second", rows: 2 }]));
    const masks = emptyMasks(train.seats.length, 2);
    for (let left = train.seats.length; left > 2; left--) {
      const [seat] = chooseSeats(train, masks, wish(1)) ?? [];
      expect(seat?.features).not.toContain("wheelchair");
      if (seat !== undefined) mark(masks, seat.index, { from: 0, to: 2 }, true);
    }
    const needs = wish(1, { preferences: ["wheelchair"] });
    const spaces = [0, 1].map(() => {
      const [seat] = chooseSeats(train, masks, needs) ?? [];
      if (seat !== undefined) mark(masks, seat.index, { from: 0, to: 2 }, true);
      return seat?.column;
    });
    expect(spaces.sort()).toEqual(["A", "D"]);
    expect(chooseSeats(train, masks, needs)).toBeUndefined();
  });

  test("seats asked for by name are those or none, and the missing ones are named", () => {
    const masks = masksWith({ "3-2": [1, 3] });
    const named = { ...wish(2), wanted: ["3-1", "3-2"] };
    expect(takeChoice(table, masks, named)).toEqual({ missing: ["3-2"] });
    expect(takeChoice(table, masks, { ...named, from: 3, to: 5 })).toMatchObject({
      choice: { seats: [{ id: "3-1" }, { id: "3-2" }] },
    });
  });

  test("a change of seats is offered only to who allows it, and as late as can be", () => {
    const masks = emptyMasks(table.seats.length, 4);
    for (const seat of table.seats)
      mark(masks, seat.index, seat.index % 2 === 0 ? { from: 3, to: 4 } : { from: 0, to: 1 }, true);
    const through = { ...wish(1), to: 4 };
    expect(takeChoice(table, masks, through)).toEqual({ missing: [] });
    const answer = takeChoice(table, masks, { ...through, changeAt: [1, 2, 3] });
    expect(answer).toMatchObject({ choice: { split: { position: 3 } } });
  });
});

/** The plainest thing that can be true: a set of "seat segment". */
const command = fc.record({
  from: fc.nat(12),
  length: fc.integer({ min: 1, max: 13 }),
  party: fc.integer({ min: 1, max: 4 }),
  serviceClass: fc.constantFrom("first" as const, "second" as const),
  preferences: fc.uniqueArray(fc.constantFrom<Preference>("window", "aisle", "table", "quiet", "door")),
  allowSplit: fc.boolean(),
  undo: fc.boolean(),
});

test("against a model: nothing is sold twice, nobody is refused who could be seated, what is given back is free", () => {
  const segments = 13;
  const train = seatTable(
    buildFormation([
      { serviceClass: "first", rows: 1 },
      { serviceClass: "second", rows: 2 },
    ]),
  );
  fc.assert(
    fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
      const masks = emptyMasks(train.seats.length, segments);
      const sold = new Set<string>();
      for (const { from, length, undo, allowSplit, ...rest } of commands) {
        const span = { from, to: Math.min(segments, from + length) };
        const changeAt = allowSplit ? range({ from: span.from + 1, to: span.to }) : undefined;
        const freeInModel = (seat: number) => !range(span).some((segment) => sold.has(`${seat} ${segment}`));
        const possible = train.ofClass[rest.serviceClass].filter((seat) => freeInModel(seat.index)).length;
        const answer = takeChoice(train, masks, { ...span, ...rest, changeAt });
        if ("missing" in answer) {
          expect(possible).toBeLessThan(rest.party);
          continue;
        }
        const { choice } = answer;
        if (choice.split === undefined) expect(possible).toBeGreaterThanOrEqual(rest.party);
        const change = choice.split?.position ?? span.to;
        for (const [seats, part] of [
          [choice.seats, { from: span.from, to: change }],
          [choice.split?.next ?? [], { from: change, to: span.to }],
        ] as const) {
          if (part.from < part.to) expect(new Set(seats).size).toBe(rest.party);
          for (const { index, serviceClass } of seats) {
            expect(serviceClass).toBe(rest.serviceClass);
            for (const segment of range(part)) {
              expect(sold.has(`${index} ${segment}`)).toBe(false);
              sold.add(`${index} ${segment}`);
            }
          }
        }
        if (!undo) continue;
        markChoice(masks, span, choice, false);
        for (const seat of choice.seats)
          for (const segment of range({ from: span.from, to: change }))
            sold.delete(`${seat.index} ${segment}`);
        for (const seat of choice.split?.next ?? [])
          for (const segment of range({ from: change, to: span.to })) sold.delete(`${seat.index} ${segment}`);
      }
      for (const { index } of train.seats)
        for (let segment = 0; segment < segments; segment++)
          expect(isFree(masks, index, { from: segment, to: segment + 1 })).toBe(
            !sold.has(`${index} ${segment}`),
          );
    }),
    { numRuns: 150 },
  );
});

const range = ({ from, to }: { from: number; to: number }) =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);

test("what would be left over counts the free segments on both sides", () => {
  const masks = masksWith({ "3-1": [0, 1], "3-2": [5, 6] });
  expect(leftover(masks, 0, { from: 2, to: 4 })).toBe(3);
  expect(leftover(masks, 1, { from: 2, to: 4 })).toBe(3);
  expect(leftover(masks, 0, { from: 1, to: 6 })).toBe(0);
});

describe("formations", () => {
  test("seat ids are unique within a train and say coach and number", () => {
    const ids = buildFormation(builtInPlan({ category: "ICE", routeType: 101 })).flatMap((c) =>
      c.seats.map((seat) => seat.id),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain("3-42");
  });

  test("every kind of train has both classes, and spaces for wheelchairs", () => {
    for (const routeType of [101, 102, 105, 106, 2]) {
      const formation = buildFormation(builtInPlan({ category: "", routeType }));
      expect(new Set(formation.map((c) => c.serviceClass))).toEqual(new Set(["first", "second"]));
      const features = formation.flatMap((c) => c.seats.flatMap((seat) => seat.features));
      expect(features.filter((feature) => feature === "wheelchair")).toHaveLength(2);
    }
  });
});
