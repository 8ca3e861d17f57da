import { expect, test } from "@jest/globals";
import { withoutLoops } from "./loops.js";
import { createPlanner } from "./planner.js";
import type { OracleCall } from "./testing/csa.js";
import { compilePlain } from "./testing/random-network.js";

const call = (location: number, minute: number, given: Partial<OracleCall> = {}): OracleCall => ({
  ...{ location: String(location), arrival: minute * 60, departure: minute * 60 },
  ...{ pickup: true, dropOff: true },
  ...given,
});
const train = (id: string, ...calls: OracleCall[]) => ({
  ...{ id, timeZone: "UTC", dates: ["2027-03-01"], calls },
});
const start = Date.parse("2027-03-01T00:00:00Z") / 1000;

/** To 0, 1 and 2; and from 2 back through 1 to 3. */
const there = (given?: Partial<OracleCall>) => train("there", call(0, 0), call(1, 20, given), call(2, 40));
const back = (given?: Partial<OracleCall>) => train("back", call(2, 50), call(1, 70, given), call(3, 90));

test("a change is made where the trains' ways part, so that nobody rides there and back", () => {
  const network = compilePlain({ locations: 4, trains: [there(), back()] });
  const day = 0;
  const looped = [
    { train: 0, day, from: 0, to: 2 },
    { train: 1, day, from: 0, to: 2 },
  ];
  expect(withoutLoops(network, new Map(), looped)).toEqual([
    { train: 0, day, from: 0, to: 1 },
    { train: 1, day, from: 1, to: 2 },
  ]);
});

test("where nobody may change there, the journey is none", () => {
  for (const trains of [
    [there({ dropOff: false }), back()],
    [there(), back({ pickup: false })],
  ]) {
    const planner = createPlanner(compilePlain({ locations: 4, trains }));
    const query = { from: 0, to: 3, axis: "departure", order: "after", at: start } as const;
    expect(planner.plan({ ...query, limit: 5, maxChanges: 5 }, () => undefined)).toEqual([]);
  }
});

test("two trains the same way meet at any of their stations, and none is visited twice", () => {
  const network = compilePlain({
    locations: 4,
    trains: [there(), train("on", call(0, 5), call(1, 30), call(2, 50), call(3, 60))],
  });
  const planner = createPlanner(network);
  const query = { from: 0, to: 3, axis: "arrival", order: "after", at: start } as const;
  const [journey, none] = planner.plan({ ...query, limit: 5, maxChanges: 5 }, () => undefined);
  expect(journey?.legs).toEqual([{ train: 1, day: 0, from: 0, to: 3 }]);
  expect(none).toBeUndefined();
});
