import { expect, test } from "@jest/globals";
import { stationTime } from "./station-time.js";

test.each([
  ["2027-01-15T07:00:00Z", "Europe/Berlin", "2027-01-15T08:00:00+01:00"],
  ["2027-07-15T07:00:00Z", "Europe/Berlin", "2027-07-15T09:00:00+02:00"],
  ["2027-01-15T07:00:00Z", "Europe/London", "2027-01-15T07:00:00+00:00"],
  ["2027-07-15T07:00:00Z", "Europe/Lisbon", "2027-07-15T08:00:00+01:00"],
  ["2027-01-15T23:30:00Z", "Europe/Athens", "2027-01-16T01:30:00+02:00"],
  ["2027-01-15T03:00:00Z", "America/St_Johns", "2027-01-14T23:30:00-03:30"],
  ["2027-01-15T07:00:00Z", "UTC", "2027-01-15T07:00:00+00:00"],
  ["1969-12-31T23:59:00Z", "Asia/Kolkata", "1970-01-01T05:29:00+05:30"],
])("%s in %s is %s", (instant, zone, expected) => {
  expect(stationTime(new Date(instant), zone)).toBe(expected);
});

test("the offset changes within the night on which the clocks do", () => {
  const at = (time: string) => stationTime(new Date(time), "Europe/Berlin");
  expect(at("2027-03-28T00:59:00Z")).toBe("2027-03-28T01:59:00+01:00");
  expect(at("2027-03-28T01:00:00Z")).toBe("2027-03-28T03:00:00+02:00");
  expect(at("2027-10-31T00:30:00Z")).toBe("2027-10-31T02:30:00+02:00");
  expect(at("2027-10-31T01:30:00Z")).toBe("2027-10-31T02:30:00+01:00");
});
