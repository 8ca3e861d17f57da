import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { createPlanner } from "./planner.js";
import { bestPoints, connectionsOf, type OraclePoint } from "./testing/csa.js";
import { compilePlain, type PlainNetwork } from "./testing/random-network.js";

const HOUR = 3600;
const LONGEST = 36 * HOUR;
/** The nights of 27 and 28 March 2027 are those when the clocks change in Europe. */
const days = ["2027-03-26", "2027-03-27", "2027-03-28", "2027-03-29"];
const LOCATIONS = 6;
const noLimit = () => undefined;

const call = fc.record({
  location: fc.integer({ min: 0, max: LOCATIONS - 1 }),
  ride: fc.integer({ min: 1, max: 100 }),
  stand: fc.integer({ min: 0, max: 8 }),
  pickup: fc.integer({ min: 0, max: 7 }),
  dropOff: fc.integer({ min: 0, max: 7 }),
});

const train = fc.record({
  zone: fc.constantFrom("Europe/Berlin", "Europe/London"),
  start: fc.integer({ min: 0, max: 30 * 60 }),
  dates: fc.subarray(days, { minLength: 1 }),
  calls: fc.array(call, { minLength: 2, maxLength: 6 }),
});

const network = fc
  .record({
    trains: fc.array(train, { minLength: 4, maxLength: 30 }),
    changes: fc.dictionary(
      fc.constantFrom("0", "1", "2", "3", "4", "5"),
      fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
      { maxKeys: 4 },
    ),
    walks: fc.uniqueArray(
      fc.record({
        from: fc.integer({ min: 0, max: LOCATIONS - 1 }),
        by: fc.integer({ min: 1, max: LOCATIONS - 1 }),
        minutes: fc.integer({ min: 1, max: 30 }),
      }),
      { maxLength: 3, selector: ({ from, by }) => `${from} ${by}` },
    ),
  })
  .map(
    ({ trains, changes, walks }): PlainNetwork => ({
      locations: LOCATIONS,
      trains: trains.map(({ zone, start, dates, calls }, index) => {
        let minute = start;
        return {
          id: `t${index}`,
          timeZone: zone,
          dates,
          calls: calls.map(({ location, ride, stand, pickup, dropOff }) => {
            const arrival = minute + ride;
            minute = arrival + stand;
            return {
              location: String(location),
              arrival: arrival * 60,
              departure: minute * 60,
              pickup: pickup > 0,
              dropOff: dropOff > 0,
            };
          }),
        };
      }),
      changes: new Map(
        Object.entries(changes).map(([id, minutes]) => [
          id,
          minutes === undefined ? undefined : minutes * 60,
        ]),
      ),
      walks: walks.map(({ from, by, minutes }) => ({
        from: String(from),
        to: String((from + by) % LOCATIONS),
        seconds: minutes * 60,
      })),
    }),
  );

const show = (points: readonly OraclePoint[]) =>
  points.map(({ departure, arrival, legs }) => `${departure} ${arrival} ${legs}`).toSorted();

const start = Date.parse("2027-03-27T00:00:00Z") / 1000;
const query = fc.record({
  from: fc.integer({ min: 0, max: LOCATIONS - 1 }),
  by: fc.integer({ min: 1, max: LOCATIONS - 1 }),
  hour: fc.integer({ min: 0, max: 47 }),
  maxChanges: fc.integer({ min: 0, max: 5 }),
});

test.each(["departure", "arrival"] as const)(
  "by %s, all best journeys of any network are those that the connection scan finds",
  (axis) => {
    fc.assert(
      fc.property(network, query, (plain, { from, by, hour, maxChanges }) => {
        const to = (from + by) % LOCATIONS;
        const earliest = start + hour * HOUR;
        const latest = earliest + 6 * HOUR - 1;
        const connections = connectionsOf(plain, start - 48 * HOUR, start + 150 * HOUR);
        const id = (location: number) => connections.stations.get(String(location));
        const [a, b] = [id(from), id(to)];
        const expected =
          a === undefined || b === undefined
            ? []
            : bestPoints(connections, {
                from: a,
                to: b,
                earliest: axis === "departure" ? earliest : earliest - LONGEST,
                latest,
                maxLegs: maxChanges + 1,
                longest: LONGEST,
              }).filter((point) => point[axis] >= earliest && point[axis] <= latest);
        const found = createPlanner(compilePlain(plain)).range(
          { from, to, axis, maxChanges, earliest, latest },
          noLimit,
        );
        expect(show(found.map((journey) => ({ ...journey, legs: journey.legs.length })))).toEqual(
          show(expected),
        );
      }),
      { numRuns: 400 },
    );
  },
);
