import { expect, test } from "@jest/globals";
import { candidateDays, dateAt, serviceDayStart } from "./service-day.js";

const seconds = (iso: string) => Date.parse(iso) / 1000;

test("a service day starts 12 hours before noon, not always at midnight", () => {
  expect(serviceDayStart("2027-03-01", "Europe/Berlin")).toBe(seconds("2027-03-01T00:00:00+01:00"));
  expect(serviceDayStart("2027-03-28", "Europe/Berlin")).toBe(seconds("2027-03-27T23:00:00+01:00"));
  expect(serviceDayStart("2027-10-31", "Europe/Berlin")).toBe(seconds("2027-10-31T01:00:00+02:00"));
});

test("the date at an instant is that of the zone", () => {
  expect(dateAt(seconds("2027-03-01T23:30:00Z"), "Europe/Berlin")).toBe("2027-03-02");
  expect(dateAt(seconds("2027-03-01T23:30:00Z"), "Europe/Lisbon")).toBe("2027-03-01");
});

test("the days of a window reach back as far as the feed's longest train", () => {
  const from = seconds("2027-03-10T12:00:00+01:00");
  const datesOf = (maxSeconds: number) =>
    candidateDays([{ id: "1", timeZone: "Europe/Berlin", maxSeconds }], from, from + 3600).map(
      ({ date }) => date,
    );
  expect(datesOf(86_399)).toEqual(["2027-03-10"]);
  expect(datesOf(37 * 3600)).toEqual(["2027-03-09", "2027-03-10"]);
  expect(datesOf(250 * 3600)).toHaveLength(10);
});
