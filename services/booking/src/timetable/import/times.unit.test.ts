import { expect, test } from "@jest/globals";
import { parseTime } from "./times.js";

test.each([
  ["08:05:09", 29_109],
  ["8:05:09", 29_109],
  ["0:00:00", 0],
  ["26:30:00", 95_400],
  ["250:00:00", 900_000],
  ["", undefined],
])("%j is %p seconds of the service day", (text, expected) => {
  expect(parseTime(text)).toBe(expected);
});

test.each(["8:5:00", "08:60:00", "08:00", "-1:00:00", "8h", "1234:00:00"])("%j is no time", (text) => {
  expect(parseTime(text)).toBeNaN();
});
