import { expect, test } from "@jest/globals";
import { expandCalendar, parseFeedDate } from "./calendar.js";

const every = [true, true, true, true, true, true, true];
const weekdays = [true, true, true, true, true, false, false];
const dates = (map: Map<string, Set<string>>, service = "s") => [...(map.get(service) ?? [])].sort();

test("only real dates are read", () => {
  expect(parseFeedDate("20280229")).toBe("2028-02-29");
  for (const wrong of ["20270229", "2027-03-01", "", "20271301"])
    expect(parseFeedDate(wrong)).toBeUndefined();
});

test("a weekly pattern with one date put in and one taken out", () => {
  const weekly = [{ service: "s", weekdays, from: "2027-03-04", to: "2027-03-09" }];
  const exceptions = [
    { service: "s", date: "2027-03-06", runs: true },
    { service: "s", date: "2027-03-08", runs: false },
  ];
  expect(dates(expandCalendar(weekly, exceptions, "2027-03-01"))).toEqual([
    "2027-03-04",
    "2027-03-05",
    "2027-03-06",
    "2027-03-09",
  ]);
});

test("dates alone make a service", () => {
  const exceptions = [{ service: "s", date: "2027-03-06", runs: true }];
  expect(dates(expandCalendar([], exceptions, "2027-03-01"))).toEqual(["2027-03-06"]);
});

test("a far sentinel date is cut to the time around today, a feed of the past is not", () => {
  const far = dates(
    expandCalendar(
      [{ service: "s", weekdays: every, from: "2020-01-01", to: "2059-12-31" }],
      [],
      "2027-03-01",
    ),
  );
  expect([far.at(0), far.at(-1), far.length]).toEqual(["2027-01-30", "2028-04-04", 431]);
  const past = dates(
    expandCalendar(
      [{ service: "s", weekdays: every, from: "2019-03-04", to: "2019-03-10" }],
      [],
      "2027-03-01",
    ),
  );
  expect(past).toHaveLength(7);
});

test("a service that ended long before a far one has no dates left", () => {
  const weekly = [
    { service: "old", weekdays: every, from: "2015-01-01", to: "2015-12-31" },
    { service: "s", weekdays: every, from: "2027-03-01", to: "2059-12-31" },
  ];
  const expanded = expandCalendar(weekly, [], "2027-03-01");
  expect(dates(expanded, "old")).toEqual([]);
  expect(dates(expanded).at(0)).toBe("2027-03-01");
});
