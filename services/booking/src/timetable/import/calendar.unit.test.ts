import { expect, test } from "@jest/globals";
import { dateOfDay, dayOfDate, expandCalendar, parseFeedDate, type Service } from "./calendar.js";

const every = [true, true, true, true, true, true, true];
const weekdays = [true, true, true, true, true, false, false];
const day = dayOfDate;
const today = day("2027-03-01");
const service = (parts: Partial<Service>): Service => ({ weekly: [], added: [], removed: [], ...parts });
const datesOf = (parts: Partial<Service>) => expanded({ s: service(parts) })["s"] ?? [];

function expanded(services: Record<string, Service>): Record<string, string[]> {
  const days = expandCalendar(new Map(Object.entries(services)), today);
  return Object.fromEntries([...days].map(([name, list]) => [name, list.map(dateOfDay)]));
}

test("only real dates are read", () => {
  expect(parseFeedDate("20280229")).toBe(day("2028-02-29"));
  for (const wrong of ["20270229", "2027-03-01", "", "20271301"])
    expect(parseFeedDate(wrong)).toBeUndefined();
});

test("a weekly pattern with one date put in and one taken out", () => {
  const dates = datesOf({
    weekly: [{ weekdays, from: day("2027-03-04"), to: day("2027-03-09") }],
    added: [day("2027-03-06")],
    removed: [day("2027-03-08")],
  });
  expect(dates).toEqual(["2027-03-04", "2027-03-05", "2027-03-06", "2027-03-09"]);
});

test("dates alone make a service", () => {
  expect(datesOf({ added: [day("2027-03-06")] })).toEqual(["2027-03-06"]);
});

test("a far sentinel date is cut to the time around today, a feed of the past is not", () => {
  const far = datesOf({ weekly: [{ weekdays: every, from: day("2020-01-01"), to: day("2059-12-31") }] });
  expect([far.at(0), far.at(-1), far.length]).toEqual(["2027-01-30", "2028-04-04", 431]);
  const past = datesOf({ weekly: [{ weekdays: every, from: day("2019-03-04"), to: day("2019-03-10") }] });
  expect(past).toHaveLength(7);
});

test("a service that ended long before a far one has no dates left", () => {
  const dates = expanded({
    old: service({ weekly: [{ weekdays: every, from: day("2015-01-01"), to: day("2015-12-31") }] }),
    s: service({ weekly: [{ weekdays: every, from: day("2027-03-01"), to: day("2059-12-31") }] }),
  });
  expect(dates["old"]).toEqual([]);
  expect(dates["s"]?.at(0)).toBe("2027-03-01");
});
