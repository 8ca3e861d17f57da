import { expect, test } from "@jest/globals";
import { builtInPlan } from "./formation.js";
import { planFor, type RollingStock, samePlan } from "./rolling-stock.js";

const coaches = (rows: number): RollingStock["coaches"] => [{ serviceClass: "second", rows }];
const kind = { category: "ICE", routeType: 101 };

test("the most telling entry counts, in whatever order they stand", () => {
  const any = { coaches: coaches(1) };
  const byType = { routeType: 101, coaches: coaches(2) };
  const byCategory = { category: "ICE", coaches: coaches(3) };
  const both = { category: "ICE", routeType: 101, coaches: coaches(4) };
  const rowsOf = (stock: RollingStock[]) => planFor(stock, kind)[0]?.rows;
  expect(rowsOf([any, both, byType, byCategory])).toBe(4);
  expect(rowsOf([byCategory, any, byType])).toBe(3);
  expect(rowsOf([any, byType])).toBe(2);
  expect(rowsOf([any])).toBe(1);
});

test("entries for other kinds do not count, also where half of one fits", () => {
  const others = [
    { category: "RE", coaches: coaches(1) },
    { category: "ICE", routeType: 2, coaches: coaches(1) },
    { category: "IC", routeType: 101, coaches: coaches(1) },
  ];
  expect(planFor(others, kind)).toBe(builtInPlan(kind));
});

test("plans are the same by what they hold", () => {
  expect(samePlan(coaches(2), [{ serviceClass: "second", rows: 2, quiet: false }])).toBe(true);
  expect(samePlan(coaches(2), coaches(3))).toBe(false);
  expect(samePlan(coaches(2), [...coaches(2), ...coaches(2)])).toBe(false);
});
