import { expect, test } from "@jest/globals";
import { addDays, holidayExceptions, parseDate, weekday } from "./calendar.js";

test("only real dates are taken", () => {
  expect(parseDate("2028-02-29")).toBe("2028-02-29");
  for (const wrong of ["2027-02-29", "2027-2-1", "tomorrow", "2027-13-01"])
    expect(() => parseDate(wrong)).toThrow(/Not a date/);
});

test("days add up over months, years and changes of the clock", () => {
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  expect(addDays("2027-03-27", 2)).toBe("2027-03-29");
  expect(weekday("2026-11-23")).toBe(0);
});

test("a holiday from Monday to Friday runs as a weekend; one at the weekend changes nothing", () => {
  expect(holidayExceptions("2026-12-20", "2026-12-31")).toEqual([
    { days: "weekdays", date: "2026-12-25", runs: false },
    { days: "weekends", date: "2026-12-25", runs: true },
  ]);
});

test("Easter Monday, Ascension and Whit Monday fall where they do", () => {
  const dates = holidayExceptions("2027-03-01", "2027-06-30").map((e) => e.date);
  expect([...new Set(dates)]).toEqual(["2027-03-29", "2027-05-06", "2027-05-17", "2027-05-27"]);
});
